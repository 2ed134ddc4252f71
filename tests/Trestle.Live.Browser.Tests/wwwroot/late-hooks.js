// Loaded after the client, and before it has joined a view.
window.liveHooks.Late = {
  mounted() {
    this.el.textContent = "late but there";
  },
};
