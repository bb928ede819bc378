// What Cayley's console lacks: icons without a font from elsewhere, and notices for what it keeps to
// itself: errors on three of its four pages, the outcome of writing, results that were cut off.
(function () {
  "use strict";

  function icons(root) {
    var list = root.querySelectorAll ? root.querySelectorAll(".material-icons") : [];
    for (var i = 0; i < list.length; i++) {
      var name = list[i].textContent.trim();
      if (name && list[i].getAttribute("data-icon") !== name) {
        list[i].setAttribute("data-icon", name);
        list[i].setAttribute("aria-hidden", "true");
      }
    }
  }

  // The pages with ready questions are one click away; React owns what is inside the drawer's list,
  // so the link stands beside it.
  function link() {
    var drawer = document.querySelector(".mdc-drawer");
    if (!drawer || drawer.querySelector(".to-pages")) { return; }
    var a = document.createElement("a");
    a.className = "to-pages";
    a.href = "/ask";
    a.textContent = /^fr/i.test(navigator.language) ? "Questions toutes prêtes" : "Ready questions";
    drawer.appendChild(a);
  }

  new MutationObserver(function () { icons(document); link(); })
    .observe(document.documentElement, { childList: true, subtree: true, characterData: true });

  var box = null;

  function notice(text, kind) {
    if (!box) {
      box = document.createElement("div");
      box.id = "notices";
      box.setAttribute("role", "status");
      box.setAttribute("aria-live", "polite");
      document.body.appendChild(box);
    }
    while (box.childNodes.length > 2) { box.removeChild(box.firstChild); }
    var div = document.createElement("div"), p = document.createElement("p"), close = document.createElement("button");
    div.className = "notice " + (kind || "");
    p.textContent = text;
    close.textContent = "×";
    close.setAttribute("aria-label", "Close");
    close.onclick = function () { if (div.parentNode) { box.removeChild(div); } };
    div.appendChild(p);
    div.appendChild(close);
    box.appendChild(div);
    if (kind === "done") { setTimeout(close.onclick, 8000); }
  }

  // clear takes the notices of the request before away; stale fades a result that is not the answer to
  // the query that failed (the Query Shape page leaves it standing).
  function clear() {
    if (box) { box.textContent = ""; }
    stale(false);
  }

  function stale(is) { document.documentElement.classList.toggle("stale", is && page() === "Query Shape"); }

  function page() {
    var item = document.querySelector(".mdc-drawer .mdc-list-item--activated");
    return item ? item.textContent.trim() : "";
  }

  function message(body) {
    if (!body || typeof body !== "object") { return ""; }
    if (body.error) { return String(body.error); }
    if (body.errors && body.errors.length) {
      return body.errors.map(function (e) { return e.message || String(e); }).join("\n");
    }
    return "";
  }

  // drawable tells whether the Visualize page can draw a result.
  function drawable(result) {
    return result.some(function (row) {
      return row && row.source && row.target && row.source["@id"] && row.target["@id"];
    });
  }

  function told(url, response, body) {
    var text = message(body);
    if (text || !response.ok) {
      notice(text || "The server answered " + response.status + " " + response.statusText, "error");
      stale(true);
      return;
    }
    if (/\/api\/v2\/(write|delete)/.test(url)) { notice(body.result || "Done.", "done"); }
    if (body.truncated) {
      notice("Only the first " + body.result.length + " results are shown; there are more. Narrow the query, " +
        "or ask /api/v2/query with a higher limit.", "");
    }
    (body.warnings || []).forEach(function (w) { notice(w, ""); });
    if (/\/api\/v2\/query/.test(url) && page() === "Visualize" && body.result && !drawable(body.result)) {
      notice("Nothing to draw: this page draws results with the tags \"source\" and \"target\", as in\n" +
        "g.V().tag(\"source\").out().tag(\"target\").all()", "");
    }
  }

  var fetched = window.fetch;
  window.fetch = function (resource, init) {
    var url = String(resource && resource.url || resource);
    if (url.indexOf("/api/") !== 0) { return fetched.call(window, resource, init); }
    clear();
    return fetched.call(window, resource, init).then(function (response) {
      if (response.status === 401) {
        location.href = "/login?next=/";
        return response;
      }
      return response.clone().json().then(function (body) {
        if (body && body.result === null) {
          // Cayley answers null where nothing was found; the Visualize page goes through it as a list.
          body.result = [];
          response = new Response(JSON.stringify(body), { status: response.status, headers: response.headers });
        }
        told(url, response, body);
        return response;
      }, function () {
        notice("The server answered " + response.status + " without a readable body.", "error");
        return response;
      });
    }, function (err) {
      notice("The server does not answer. Is it still running?\n" + err.message, "error");
      throw err;
    });
  };

  // Pages throw what they cannot show; the notice above has said it already. Anything else is told too.
  window.addEventListener("unhandledrejection", function (e) {
    e.preventDefault();
    if (box && box.childNodes.length) { return; }
    notice("The console could not show the answer: " + (e.reason && e.reason.message || e.reason), "error");
  });
})();
