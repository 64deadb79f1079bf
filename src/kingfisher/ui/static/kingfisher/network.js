// Lets a picture of a network be moved about. It draws what the tables of the page say and asks nobody for more, so it
// shows what this reader may see. Without it the picture drawn by the server stands.
(() => {
  "use strict";
  const room = document.querySelector("#kf-network .kf-network__room");
  const things = [...document.querySelectorAll("#kf-things [data-id]")];
  if (!room || things.length < 2 || typeof cytoscape !== "function") return;
  const links = [...document.querySelectorAll("#kf-links [data-left]")];
  const shapes = { person: "ellipse", object: "rectangle", place: "diamond", event: "triangle" };
  const canvas = document.createElement("div");
  canvas.className = "kf-network__canvas";
  canvas.setAttribute("aria-hidden", "true");
  const bar = document.createElement("p");
  bar.className = "kf-not-printed";
  room.before(bar, canvas);
  const cy = cytoscape({
    container: canvas,
    maxZoom: 2.5,
    minZoom: 0.15,
    wheelSensitivity: 0.3,
    elements: [
      ...things.map((row) => ({
        data: { id: row.dataset.id, label: row.dataset.label, shape: shapes[row.dataset.kind], main: row.dataset.main || "no", href: row.dataset.href },
        position: { x: Number(row.dataset.x), y: Number(row.dataset.y) },
      })),
      ...links.map((row) => ({ data: { source: row.dataset.left, target: row.dataset.right, how: row.dataset.how, sure: row.dataset.sure } })),
    ],
    layout: { name: "preset", fit: true, padding: 40 },
    style: [
      { selector: "node", style: { shape: "data(shape)", label: "data(label)", width: 26, height: 26, "background-color": "#ffffff", "border-width": 2, "border-color": "#0b0c0c", "font-size": 12, "text-valign": "bottom", "text-margin-y": 4, "text-wrap": "ellipsis", "text-max-width": 150, "text-background-color": "#ffffff", "text-background-opacity": 0.85 } },
      { selector: "node[main = 'yes']", style: { "background-color": "#1d70b8", width: 34, height: 34 } },
      { selector: "edge", style: { width: 1.5, "line-color": "#505a5f", "line-style": "dashed", "curve-style": "bezier", "font-size": 10 } },
      { selector: "edge[sure = 'yes']", style: { "line-style": "solid" } },
      { selector: ".near", style: { "line-color": "#1d70b8", width: 3, label: "data(how)" } },
      { selector: ".far", style: { opacity: 0.2 } },
    ],
  });
  const button = (words, press) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "govuk-button govuk-button--secondary";
    made.textContent = words;
    made.addEventListener("click", press);
    bar.append(made, " ");
  };
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  button("Arrange", () => cy.layout({ name: "cose", animate: !calm, padding: 40, nodeRepulsion: 90000 }).run());
  button("Rings", () => cy.layout({ name: "preset", positions: (n) => { const row = things.find((r) => r.dataset.id === n.id()); return { x: Number(row.dataset.x), y: Number(row.dataset.y) }; }, fit: true, padding: 40 }).run());
  button("Show all", () => { cy.elements().removeClass("near far"); cy.fit(undefined, 40); });
  room.hidden = true;
  addEventListener("beforeprint", () => { room.hidden = false; });
  addEventListener("afterprint", () => { room.hidden = true; });
  cy.on("tap", "node", (event) => {
    const close = event.target.closedNeighborhood();
    cy.elements().removeClass("near").addClass("far");
    close.removeClass("far").edges().addClass("near");
  });
  cy.on("dbltap", "node", (event) => { location.href = event.target.data("href"); });
})();
