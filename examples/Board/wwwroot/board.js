// What markup cannot do: drag cards, tell where this pointer is and show where the others are, open a dialog.
const hooks = (window.liveHooks ??= {});
const FAR_ENOUGH = 6; // pixels: less is a click
const EDGE = 56; // pixels from the board's edge, within which it scrolls while a card is dragged
const BEAT = 50; // milliseconds between two words about the pointer

hooks.Board = {
  mounted() {
    this.others = new Map(); // whose pointers are shown, by their keys
    this.handleEvent("pointed", (to) => this.place({ ...this.others.get(to.key), ...to }));
    this.handleEvent("here", ({ keys }) => {
      this.company = keys.length > 1;
      for (const [key, { cursor }] of this.others) if (!keys.includes(key)) this.others.delete(key), cursor.remove();
    });
    this.handleEvent("moved", ({ id }) => this.dragged || document.getElementById(`grip-${id}`)?.focus());
    this.el.addEventListener("pointerdown", (e) => this.take(e));
    this.el.addEventListener("dragstart", (e) => e.preventDefault());
    this.el.addEventListener("pointermove", (e) => this.point(e));
    this.el.addEventListener("scroll", () => this.updated(), { capture: true, passive: true });
    this.el.addEventListener("keydown", (e) => e.target.matches(".grip") && e.key.startsWith("Arrow") && e.preventDefault());
    this.onkey = (e) => {
      if ((e.ctrlKey || e.metaKey) && e.key === "z" && !e.target.matches("input, textarea")) document.getElementById("undo").click();
    };
    window.addEventListener("keydown", this.onkey);
    this.enter();
  },
  reconnected() {
    this.enter();
  },
  updated() {
    for (const to of this.others.values()) this.place(to);
  },
  destroyed() {
    window.removeEventListener("keydown", this.onkey);
  },

  // A name outlives its page.
  enter() {
    const field = document.getElementById("my-name");
    field.onchange = () => localStorage.setItem("name", field.value);
    this.pushEvent("Enter", { name: localStorage.getItem("name") || field.value }).catch(() => {});
  },

  // Where a pointer is: a part of the way across the card or column below it, whatever size that has here or there.
  point({ target, clientX, clientY }) {
    const place = target.closest("[data-place]");
    if (!place || this.waits || !this.company) return;
    this.waits = setTimeout(() => (this.waits = null), BEAT);
    const box = place.getBoundingClientRect();
    const at = { at: place.id, x: (clientX - box.left) / box.width, y: (clientY - box.top) / box.height };
    this.pushEvent("Point", at).catch(() => {});
  },
  place(to) {
    const box = document.getElementById(to.at)?.getBoundingClientRect();
    if (!box) return;
    const cursor = (to.cursor ??= document.getElementById("cursors").appendChild(document.createElement("div")));
    this.others.set(to.key, to);
    cursor.className = `cursor ${to.who.tint}`;
    cursor.textContent = to.who.name;
    cursor.style.transform = `translate(${box.left + to.x * box.width}px, ${box.top + to.y * box.height}px)`;
  },

  // A mouse takes a card anywhere; a finger, which also scrolls, by its grip.
  take(e) {
    const card = e.target.closest(".card");
    if (this.dragged || !card || e.button !== 0 || (e.pointerType !== "mouse" && !e.target.closest(".grip"))) return;
    const move = (to) => {
      if (to.pointerId !== e.pointerId) return;
      if (!this.dragged && Math.hypot(to.clientX - e.clientX, to.clientY - e.clientY) > FAR_ENOUGH) this.lift(card, e);
      if (this.dragged) this.drag(to);
    };
    const end = (to) => {
      if (to.pointerId !== e.pointerId) return;
      for (const name of ["pointermove", "pointerup", "pointercancel"]) window.removeEventListener(name, name === "pointermove" ? move : end);
      if (this.dragged) this.drop(to.type === "pointerup");
    };
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", end);
    window.addEventListener("pointercancel", end);
  },
  lift(card, { clientX, clientY }) {
    const box = card.getBoundingClientRect();
    const ghost = card.cloneNode(true);
    for (const el of [ghost, ...ghost.querySelectorAll("[id]")]) el.removeAttribute("id");
    ghost.classList.add("ghost");
    ghost.style.width = `${box.width}px`;
    ghost.inert = true;
    const line = document.createElement("div");
    line.className = "drop-line";
    document.body.append(ghost, line);
    document.body.classList.add("dragging");
    this.js().addClass(card, "lifted"); // a class that stays, whatever the server sends
    this.dragged = { card, ghost, line, dx: clientX - box.left, dy: clientY - box.top };
    this.scroll();
  },
  drag({ clientX, clientY }) {
    const dragged = Object.assign(this.dragged, { x: clientX, y: clientY });
    dragged.ghost.style.transform = `translate(${clientX - dragged.dx}px, ${clientY - dragged.dy}px) rotate(2deg)`;
    const list = document.elementFromPoint(clientX, clientY)?.closest(".column")?.querySelector(".cards") ?? dragged.list;
    if (!list) return;
    const others = [...list.children].filter((one) => one !== dragged.card);
    const next = others.find((one) => clientY < one.getBoundingClientRect().top + one.offsetHeight / 2);
    const last = others.at(-1)?.getBoundingClientRect();
    const box = list.getBoundingClientRect();
    const top = next ? next.getBoundingClientRect().top - 5 : last ? last.bottom + 3 : box.top + 2;
    dragged.line.style.cssText = `width: ${box.width}px; transform: translate(${box.left}px, ${top}px)`;
    Object.assign(dragged, { list, next });
  },
  scroll() {
    if (!this.dragged) return;
    const { x, y } = this.dragged;
    const box = this.el.getBoundingClientRect();
    const way = x > box.right - EDGE ? 1 : x < box.left + EDGE ? -1 : 0;
    if (way) {
      this.el.scrollLeft += way * 9;
      this.drag({ clientX: x, clientY: y });
    }
    requestAnimationFrame(() => this.scroll());
  },
  async drop(isMeant) {
    const { card, ghost, line, list, next } = this.dragged;
    // The release of a mouse is a click on what was taken, too.
    const swallow = (e) => (e.preventDefault(), e.stopPropagation());
    window.addEventListener("click", swallow, true);
    setTimeout(() => window.removeEventListener("click", swallow, true), 50);
    line.remove();
    if (isMeant && list) {
      const to = { card: Number(card.dataset.card), column: Number(list.dataset.column), before: next ? Number(next.dataset.card) : null };
      await this.pushEvent("Drop", to).catch(() => {});
    }
    this.js().removeClass(card, "lifted");
    ghost.remove();
    document.body.classList.remove("dragging");
    this.dragged = null;
  },
};

hooks.Modal = {
  mounted() {
    this.el.showModal();
    this.el.addEventListener("cancel", (e) => {
      e.preventDefault();
      document.getElementById("close").click();
    });
  },
};
