import { label } from "./label";

const desk = document.getElementById("desk")!;
desk.textContent = label(desk.dataset.name ?? "");
