// A stand-in for the loader and the editor (Monaco) that Cayley's console asks for: the calls the
// console makes, on a plain text area. Undo, selection and input methods are the browser's own.
// Beyond what is asked: colours, line numbers, indentation, and completion of Gizmo's functions
// from the declarations that the console hands over (addExtraLib).
(function () {
  "use strict";

  // Longer texts (large results) are shown without colours, so that typing and scrolling stay quick.
  var MAX_COLOURED = 200000;

  var GRAMMARS = {
    javascript: [
      ["c", "//[^\\n]*|/\\*[\\s\\S]*?(?:\\*/|$)"],
      ["s", "\"(?:[^\"\\\\\\n]|\\\\.)*\"?|'(?:[^'\\\\\\n]|\\\\.)*'?|`(?:[^`\\\\]|\\\\.)*`?"],
      ["n", "\\b\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?\\b"],
      ["k", "\\b(?:break|case|catch|const|continue|default|delete|do|else|false|finally|for|function|if|in|instanceof|let|new|null|return|switch|this|throw|true|try|typeof|undefined|var|void|while)\\b"],
      ["i", "\\b(?:g|graph)\\b(?=\\s*\\.)"]
    ],
    json: [
      ["i", "\"(?:[^\"\\\\\\n]|\\\\.)*\"(?=\\s*:)"],
      ["s", "\"(?:[^\"\\\\\\n]|\\\\.)*\"?"],
      ["n", "-?\\b\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?\\b"],
      ["k", "\\b(?:true|false|null)\\b"]
    ],
    graphql: [
      ["c", "#[^\\n]*"],
      ["s", "\"(?:[^\"\\\\\\n]|\\\\.)*\"?"],
      ["i", "<[^<>\\s]*>"],
      ["n", "\\b\\d+\\b"],
      ["k", "@\\w+|\\b(?:query|nodes|true|false|null)\\b"]
    ],
    nquads: [
      ["s", "\"(?:[^\"\\\\\\n]|\\\\.)*\"?"],
      ["i", "<[^<>\\n]*>"],
      ["k", "_:[\\w.-]+|@[a-zA-Z-]+"],
      ["c", "#[^\\n]*"]
    ]
  };
  var compiled = {};

  function grammar(language) {
    var rules = GRAMMARS[language];
    if (!rules) { return null; }
    if (!compiled[language]) {
      compiled[language] = new RegExp(rules.map(function (r) { return "(" + r[1] + ")"; }).join("|"), "g");
    }
    return { rules: rules, pattern: compiled[language] };
  }

  // colour fills element with text, its tokens in spans.
  function colour(element, text, language) {
    element.textContent = "";
    var g = grammar(language);
    if (!g) { element.textContent = text + "\n"; return; }
    var out = document.createDocumentFragment(), last = 0, m;
    g.pattern.lastIndex = 0;
    while ((m = g.pattern.exec(text))) {
      if (m[0] === "") { g.pattern.lastIndex++; continue; }
      if (m.index > last) { out.appendChild(document.createTextNode(text.slice(last, m.index))); }
      var k = 1;
      while (m[k] === undefined) { k++; }
      var span = document.createElement("span");
      span.className = "t-" + g.rules[k - 1][0];
      span.textContent = m[0];
      out.appendChild(span);
      last = m.index + m[0].length;
    }
    out.appendChild(document.createTextNode(text.slice(last) + "\n"));
    element.appendChild(out);
  }

  // members holds what completion offers: the functions of each interface of a declaration file.
  var members = { Graph: [], Path: [] };

  function readDeclarations(source) {
    var block = /interface\s+(\w+)\s*\{([\s\S]*?)\n\}/g, b;
    while ((b = block.exec(source))) {
      var list = [], seen = {};
      var fn = /(?:\/\*\*([\s\S]*?)\*\/\s*)?^\s*(\w+)\(([^)]*)\)\s*:/gm, f;
      while ((f = fn.exec(b[2]))) {
        if (seen[f[2]]) { continue; }
        seen[f[2]] = true;
        var doc = (f[1] || "").replace(/^\s*\*/gm, " ").replace(/@param[\s\S]*/, "").replace(/\s+/g, " ").trim();
        list.push({ name: f[2], doc: doc });
      }
      list.sort(function (x, y) { return x.name < y.name ? -1 : 1; });
      members[b[1]] = list;
    }
  }

  function Model(editor) { this.editor = editor; }
  Model.prototype.getFullModelRange = function () { return { full: true }; };
  Model.prototype.getValue = function () { return this.editor.getValue(); };

  function Editor(container, options) {
    var self = this;
    this.listeners = [];
    this.actions = {};
    this.language = options.language || "";
    this.model = new Model(this);

    this.root = document.createElement("div");
    this.root.className = "ed";
    this.gutter = document.createElement("div");
    this.gutter.className = "ed-gutter";
    this.gutter.setAttribute("aria-hidden", "true");
    this.body = document.createElement("div");
    this.body.className = "ed-body";
    this.pre = document.createElement("pre");
    this.pre.setAttribute("aria-hidden", "true");
    this.area = document.createElement("textarea");
    this.area.spellcheck = false;
    this.area.autocapitalize = "off";
    this.area.setAttribute("autocomplete", "off");
    this.area.setAttribute("autocorrect", "off");
    this.body.appendChild(this.pre);
    this.body.appendChild(this.area);
    this.root.appendChild(this.gutter);
    this.root.appendChild(this.body);
    container.style.height = "100%";
    container.appendChild(this.root);

    this.area.addEventListener("input", function () { self.changed(); self.suggest(); });
    this.area.addEventListener("scroll", function () { self.scrolled(); self.closeHints(); });
    this.area.addEventListener("blur", function () { self.closeHints(); });
    this.area.addEventListener("keydown", function (e) { self.key(e); });

    this.updateOptions(options);
    this.area.value = options.value === undefined || options.value === null ? "" : String(options.value);
    this.draw();
  }

  Editor.prototype.getValue = function () { return this.area.value; };
  Editor.prototype.getModel = function () { return this.model; };
  Editor.prototype.pushUndoStop = function () { return true; };
  Editor.prototype.focus = function () { this.area.focus(); };
  Editor.prototype.layout = function () {};

  Editor.prototype.setValue = function (value) {
    if (value === undefined || value === null || value === this.area.value) { return; }
    this.area.value = String(value);
    this.area.scrollTop = this.area.scrollLeft = 0;
    this.changed();
  };

  // executeEdits can be undone where the text area has the focus; elsewhere it sets the text.
  Editor.prototype.executeEdits = function (_, edits) {
    for (var i = 0; i < edits.length; i++) {
      var text = edits[i].text;
      if (text === undefined || text === null) { continue; }
      if (document.activeElement === this.area) {
        this.area.select();
        this.insert(String(text));
      } else {
        this.setValue(text);
      }
    }
    return true;
  };

  Editor.prototype.setScrollPosition = function (p) {
    if (p && p.scrollTop !== undefined) { this.area.scrollTop = p.scrollTop; }
    if (p && p.scrollLeft !== undefined) { this.area.scrollLeft = p.scrollLeft; }
  };

  Editor.prototype.updateOptions = function (o) {
    this.area.readOnly = !!o.readOnly;
    this.area.setAttribute("aria-label", o.readOnly ? "Result" : "Editor: Ctrl+Enter runs, Escape then Tab leaves");
  };

  Editor.prototype.addAction = function (action) {
    var self = this;
    this.actions[action.id] = action;
    return { dispose: function () { delete self.actions[action.id]; } };
  };

  Editor.prototype.onDidChangeModelContent = function (listener) {
    var list = this.listeners;
    list.push(listener);
    return { dispose: function () { var i = list.indexOf(listener); if (i >= 0) { list.splice(i, 1); } } };
  };

  Editor.prototype.dispose = function () {
    this.listeners = [];
    this.actions = {};
    if (this.root.parentNode) { this.root.parentNode.removeChild(this.root); }
  };

  Editor.prototype.changed = function () {
    this.draw();
    this.listeners.slice().forEach(function (l) { l({}); });
  };

  Editor.prototype.draw = function () {
    var text = this.area.value, n = 1;
    for (var i = text.indexOf("\n"); i >= 0; i = text.indexOf("\n", i + 1)) { n++; }
    if (n !== this.lines) {
      this.lines = n;
      var numbers = new Array(n);
      for (var k = 0; k < n; k++) { numbers[k] = k + 1; }
      this.gutter.textContent = numbers.join("\n") + "\n";
    }
    var plain = text.length > MAX_COLOURED;
    this.root.classList.toggle("ed-plain", plain);
    if (!plain) { colour(this.pre, text, this.language); }
    this.scrolled();
  };

  Editor.prototype.scrolled = function () {
    this.pre.scrollTop = this.gutter.scrollTop = this.area.scrollTop;
    this.pre.scrollLeft = this.area.scrollLeft;
  };

  // insert puts text in the place of the selection, so that the browser's undo knows of it.
  Editor.prototype.insert = function (text) {
    this.area.focus();
    if (document.execCommand("insertText", false, text)) { return; }
    this.area.setRangeText(text, this.area.selectionStart, this.area.selectionEnd, "end");
    this.changed();
  };

  Editor.prototype.key = function (e) {
    if (this.hints && this.hintKey(e)) { e.preventDefault(); return; }
    if ((e.ctrlKey || e.metaKey) && e.key === "Enter") {
      e.preventDefault();
      var ran = false;
      for (var id in this.actions) {
        if ((this.actions[id].keybindings || []).indexOf(KeyMod.CtrlCmd | KeyCode.Enter) >= 0) {
          this.actions[id].run(this);
          ran = true;
        }
      }
      // The Write page binds no key to its button.
      var button = document.querySelector("main > .actions .mdc-button");
      if (!ran && button && !this.area.readOnly) { button.click(); }
      return;
    }
    if (this.area.readOnly) { return; }
    if ((e.ctrlKey || e.metaKey) && e.key === " ") { e.preventDefault(); this.suggest(true); return; }
    if (e.key === "Escape") { this.leaving = true; return; }
    if (e.key === "Tab" && !e.ctrlKey && !e.altKey && !this.leaving) {
      e.preventDefault();
      this.indent(e.shiftKey);
      return;
    }
    if (e.key !== "Shift") { this.leaving = false; }
    if (e.key === "Enter" && !e.shiftKey && !e.altKey && !e.isComposing) {
      var before = this.area.value.slice(0, this.area.selectionStart);
      var line = before.slice(before.lastIndexOf("\n") + 1);
      var space = line.match(/^[ \t]*/)[0] + (/[{(\[]\s*$/.test(line) ? "  " : "");
      if (space) { e.preventDefault(); this.insert("\n" + space); }
    }
  };

  // indent moves the lines of a selection by two spaces; without one it inserts or takes them.
  Editor.prototype.indent = function (back) {
    var a = this.area, start = a.selectionStart, end = a.selectionEnd;
    var from = a.value.lastIndexOf("\n", start - 1) + 1;
    if (!back && a.value.slice(start, end).indexOf("\n") < 0) { this.insert("  "); return; }
    var old = a.value.slice(from, end);
    var text = back ? old.replace(/^ {1,2}|^\t/gm, "") : old.replace(/^(?=.)/gm, "  ");
    if (text === old) { return; }
    a.setSelectionRange(from, end);
    this.insert(text);
    a.setSelectionRange(from, from + text.length);
  };

  // suggest offers the functions that may follow the dot before the caret.
  Editor.prototype.suggest = function (asked) {
    this.closeHints();
    if (this.language !== "javascript" || this.area.readOnly) { return; }
    var before = this.area.value.slice(0, this.area.selectionStart);
    var m = /(^|[^\w"'])?([\w$]+|[)\]"'])\s*\.\s*(\w*)$/.exec(before);
    if (!m || (/^\d+$/.test(m[2]))) { return; }
    var onGraph = m[2] === "g" || m[2] === "graph";
    if (!onGraph && !asked && m[2] !== ")") { return; }
    var typed = m[3].toLowerCase();
    var list = members[onGraph ? "Graph" : "Path"].filter(function (x) {
      return x.name.toLowerCase().indexOf(typed) === 0;
    });
    if (!list.length || (list.length === 1 && list[0].name === m[3])) { return; }
    this.openHints(list, m[3].length, before);
  };

  Editor.prototype.openHints = function (list, typed, before) {
    var self = this, ul = document.createElement("ul");
    ul.className = "ed-hints";
    ul.setAttribute("role", "listbox");
    list.forEach(function (x, i) {
      var li = document.createElement("li"), span = document.createElement("span");
      li.setAttribute("role", "option");
      li.textContent = x.name;
      span.textContent = x.doc;
      li.title = x.doc;
      li.appendChild(span);
      li.addEventListener("mousedown", function (e) { e.preventDefault(); self.select(i); self.accept(); });
      ul.appendChild(li);
    });
    this.hints = { ul: ul, list: list, typed: typed, at: 0 };
    this.body.appendChild(ul);
    // The text area clips; the list may reach out of it, so that it is seen whole.
    this.body.style.overflow = "visible";
    var probe = document.createElement("span");
    probe.textContent = "0";
    this.pre.appendChild(probe);
    var width = probe.getBoundingClientRect().width || 8.4;
    this.pre.removeChild(probe);
    var row = before.split("\n").length, column = before.length - before.lastIndexOf("\n") - 1 - typed;
    var left = 8 + column * width - this.area.scrollLeft;
    ul.style.left = Math.max(0, Math.min(left, this.body.clientWidth - ul.offsetWidth)) + "px";
    ul.style.top = (8 + row * 20 - this.area.scrollTop) + "px";
    this.select(0);
  };

  Editor.prototype.closeHints = function () {
    if (!this.hints) { return; }
    this.body.removeChild(this.hints.ul);
    this.body.style.overflow = "";
    this.hints = null;
  };

  Editor.prototype.select = function (i) {
    var items = this.hints.ul.children, n = items.length;
    items[this.hints.at].setAttribute("aria-selected", "false");
    this.hints.at = (i + n) % n;
    items[this.hints.at].setAttribute("aria-selected", "true");
    items[this.hints.at].scrollIntoView({ block: "nearest" });
  };

  Editor.prototype.accept = function () {
    var h = this.hints, at = this.area.selectionStart;
    this.closeHints();
    this.area.setSelectionRange(at - h.typed, at);
    this.insert(h.list[h.at].name);
    this.closeHints();
  };

  Editor.prototype.hintKey = function (e) {
    if (e.ctrlKey || e.metaKey || e.altKey) { this.closeHints(); return false; }
    switch (e.key) {
      case "ArrowDown": this.select(this.hints.at + 1); return true;
      case "ArrowUp": this.select(this.hints.at - 1); return true;
      case "Enter": case "Tab": this.accept(); return true;
      case "Escape": this.closeHints(); return true;
    }
    return false;
  };

  var KeyMod = { CtrlCmd: 2048, Shift: 1024, Alt: 512 };
  var KeyCode = { Enter: 3 };

  var monaco = {
    KeyMod: KeyMod,
    KeyCode: KeyCode,
    editor: {
      create: function (container, options) { return new Editor(container, options || {}); },
      defineTheme: function () {},
      setTheme: function () {},
      setModelLanguage: function (model, language) {
        model.editor.language = language;
        model.editor.closeHints();
        model.editor.draw();
      }
    },
    languages: {
      typescript: {
        ScriptTarget: { ES5: 1 },
        javascriptDefaults: {
          setCompilerOptions: function () {},
          addExtraLib: function (source) { readDeclarations(String(source)); }
        }
      }
    }
  };

  var style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = "/cuibono/editor.css";
  var styled = new Promise(function (resolve) { style.onload = style.onerror = resolve; });
  document.head.appendChild(style);

  window.require = function (_, callback) {
    styled.then(function () {
      window.monaco = monaco;
      callback();
    });
  };
  window.require.config = function () {};
})();
