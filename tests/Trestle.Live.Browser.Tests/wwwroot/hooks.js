// Loaded before the client: what an application's own script does.
window.liveHooks = {
  Map: {
    mounted() {
      this.el.textContent = "mounted";
      this.handleEvent("draw", ({ x }) => (this.el.textContent = `drawn at ${x}`));
      this.el.addEventListener("click", async () => {
        const to = await this.pushEvent("moved", { x: 1, y: 2 });
        this.el.textContent = `moved to ${to.x} ${to.y}`;
      });
    },
    updated() {
      this.el.dataset.updates = Number(this.el.dataset.updates ?? 0) + 1;
    },
    destroyed() {
      document.body.dataset.destroyed = this.el.id;
    },
    disconnected() {
      document.body.dataset.link = "lost";
    },
    reconnected() {
      document.body.dataset.link = "back";
    },
  },
};
window.addEventListener("phx:draw", ({ detail }) => (document.body.dataset.drawn = detail.x));
window.addEventListener("stage:copy", ({ target, detail }) => (target.dataset.copied = detail?.text ?? "nothing"));
window.liveUploaders = {
  // Sends the file past the server, as one would to a store.
  Depot(entries) {
    for (const entry of entries) {
      document.body.dataset.depot = `${entry.meta.place} ${entry.file.size}`;
      entry.progress(100);
    }
  },
};
