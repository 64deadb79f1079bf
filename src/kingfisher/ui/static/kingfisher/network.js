// Lets a picture of a network be moved about. It draws what the tables of the page say and asks nobody for more, so it
// shows what this reader may see. Without it the picture drawn by the server stands.
(() => {
  "use strict";
  const room = document.querySelector("#kf-network .kf-network__room");
  const things = [...document.querySelectorAll("#kf-things [data-id]")];
  if (!room || things.length < 2 || typeof cytoscape !== "function") return;
  const links = [...document.querySelectorAll("#kf-links [data-left]")];
  const shapes = { person: "ellipse", object: "rectangle", place: "diamond", event: "triangle" };
  const make = (tag, kind, words) => {
    const made = document.createElement(tag);
    made.className = kind;
    if (words) made.textContent = words;
    return made;
  };
  const canvas = make("div", "kf-network__canvas");
  canvas.setAttribute("aria-hidden", "true");
  const bar = make("p", "kf-not-printed kf-network__buttons");
  const chosen = make("p", "govuk-body kf-network__chosen kf-not-printed", "Press somebody or something, or choose it above, to see only what is next to it.");
  chosen.setAttribute("role", "status");
  room.before(bar, canvas, chosen);
  const tall = innerWidth < 640 && links.some((row) => row.dataset.marked); // a way goes down a phone, not across
  const spot = (row) => (tall ? { x: Number(row.dataset.y), y: Number(row.dataset.x) } : { x: Number(row.dataset.x), y: Number(row.dataset.y) });
  const cy = cytoscape({
    container: canvas,
    maxZoom: 2.5,
    minZoom: 0.15,
    userZoomingEnabled: matchMedia("(pointer: coarse)").matches, // a wheel scrolls the page; buttons bring it closer
    elements: [
      ...things.map((row) => ({
        data: {
          id: row.dataset.id, name: row.dataset.label, role: row.dataset.role, href: row.dataset.href,
          label: row.dataset.role ? `${row.dataset.label}\n${row.dataset.role}` : row.dataset.label,
          shape: shapes[row.dataset.kind], main: row.dataset.main || "no", ringed: row.dataset.ringed || "no",
        },
        position: spot(row),
      })),
      ...links.map((row) => ({ data: { source: row.dataset.left, target: row.dataset.right, how: row.dataset.how, sure: row.dataset.sure, marked: row.dataset.marked || "no" } })),
    ],
    layout: { name: "preset", fit: true, padding: 40 },
    style: [
      { selector: "node", style: { shape: "data(shape)", label: "data(label)", width: 26, height: 26, "background-color": "#ffffff", "border-width": 2, "border-color": "#0b0c0c", "font-size": 16, "text-valign": "bottom", "text-margin-y": 4, "text-wrap": "wrap", "text-max-width": 170, "text-background-color": "#ffffff", "text-background-opacity": 0.85 } },
      { selector: "node[ringed = 'yes']", style: { "border-style": "double", "border-width": 6 } },
      { selector: "node[main = 'yes']", style: { "background-color": "#1d70b8", width: 34, height: 34 } },
      { selector: "edge", style: { width: 1.5, "line-color": "#505a5f", "line-style": "dashed", "curve-style": "bezier", "font-size": 14, "text-background-color": "#ffffff", "text-background-opacity": 0.85 } },
      { selector: "edge[sure = 'yes']", style: { "line-style": "solid" } },
      { selector: "edge[marked = 'yes']", style: { "line-color": "#1d70b8", width: 4, label: "data(how)" } },
      { selector: ".near", style: { "line-color": "#1d70b8", width: 3, label: "data(how)" } },
      { selector: ".far", style: { opacity: 0.2 } },
    ],
  });
  const button = (words, press) => {
    const made = make("button", "govuk-button govuk-button--secondary", words);
    made.type = "button";
    made.addEventListener("click", press);
    bar.append(made, " ");
  };
  const closer = (times) => cy.zoom({ level: cy.zoom() * times, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  const whole = () => { // everything in the frame, three things no larger than words are read
    cy.fit(undefined, 40);
    if (cy.zoom() > 1.2) cy.zoom(1.2), cy.center();
  };
  whole();
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const at = new Map(things.map((row) => [row.dataset.id, spot(row)]));
  button("Arrange", () => cy.layout({ name: "cose", animate: !calm, padding: 40, nodeRepulsion: 90000, nodeDimensionsIncludeLabels: true }).run());
  button("As at first", () => cy.layout({ name: "preset", positions: (node) => at.get(node.id()), fit: false }).run() && whole());
  button("Closer", () => closer(1.3));
  button("Further", () => closer(1 / 1.3));
  button("Show all", () => {
    cy.elements().removeClass("near far");
    whole();
    chosen.textContent = pick.value = "";
  });
  const tell = (node) => {
    const open = make("a", "govuk-link", "Open it");
    open.href = node.data("href");
    chosen.replaceChildren(make("strong", "", node.data("name")), node.data("role") ? ` (${node.data("role")})` : "", ", ", `${node.degree()} ${node.degree() === 1 ? "link" : "links"} shown. `, open);
    if (!room.closest("main").querySelector("select#also") || node.data("main") === "yes") return;
    const further = new URL(location.href);
    further.searchParams.append("also", node.id());
    const more = make("a", "govuk-link", "Open further around it");
    more.href = further.href;
    chosen.append(" · ", more);
  };
  const look = (node) => {
    const close = node.closedNeighborhood();
    cy.elements().removeClass("near").addClass("far");
    close.removeClass("far").edges().addClass("near");
    tell(node);
  };
  const pick = make("select", "govuk-select");
  pick.setAttribute("aria-label", "Show what is next to");
  pick.append(new Option("Show what is next to", ""), ...things.map((row) => new Option(row.dataset.label, row.dataset.id)));
  pick.addEventListener("change", () => { if (pick.value) look(cy.getElementById(pick.value)); });
  bar.append(pick);
  room.hidden = true;
  addEventListener("beforeprint", () => { room.hidden = false; });
  addEventListener("afterprint", () => { room.hidden = true; });
  cy.on("tap", "node", (event) => { look(event.target); });
  cy.on("dbltap", "node", (event) => { location.href = event.target.data("href"); });
})();
