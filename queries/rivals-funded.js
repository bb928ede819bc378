/*
name: rivals-funded
title: {en: Who has money in rivals, fr: Qui a de l'argent chez des rivaux}
help:
  en: Funders that give money to two that compete with each other, with the sums in both, and the claims that they compete.
  fr: Les financeurs qui donnent de l'argent à deux concurrents, avec les sommes dans les deux, et les affirmations qu'ils sont concurrents.
relations: [gives_money_to, competes_with]
columns:
  - {name: funder, kind: entity, title: {en: funder, fr: financeur}}
  - {name: one, kind: entity, title: {en: funds, fr: finance}}
  - {name: amounts, kind: amount, title: {en: sums, fr: sommes}}
  - {name: rival, kind: entity, title: {en: and its rival, fr: et son rival}}
  - {name: rival_amounts, kind: amount, title: {en: sums there, fr: sommes là}}
  - {name: speakers, kind: entity, title: {en: said by, fr: selon}}
  - {name: statuses, kind: text, title: {en: status, fr: statut}}
  - {name: articles, kind: article, title: {en: articles, fr: articles}}
  - {name: claims, kind: claim, title: {en: claims, fr: affirmations}}
edges: {from: one, to: rival, label: funder}
example:
  output: |
    funder,one,amounts,rival,rival_amounts,speakers,statuses,articles,claims
    Larrowby Partners,Quillon,,Tessaly,,,done; reported,article/quillon-round; article/tessaly-argent,claim/12cb0c754fc991ad16d7c9f4; claim/75fbc9fdda732e2c51401d69; claim/a1a58ffff36af34078444856; claim/a8b71874968686b39ee46c36
    Solmar Bank,Quillon,12000000 EUR,Tessaly,30000000 EUR,,done,article/quillon-round; article/tessaly-argent,claim/12cb0c754fc991ad16d7c9f4; claim/75fbc9fdda732e2c51401d69; claim/8eb29b9d3f73fdf0c1eeab05; claim/a231cbff085104052631602c
*/
var gives = relations("gives_money_to");
var funders = {};

// fundersOf gives the claims about who funds it, by funder; each thing is asked for once.
function fundersOf(id) {
  if (!funders[id]) {
    funders[id] = {};
    claims({predicate: gives, object: id, polarity: "yes"}).forEach(function(c) {
      (funders[id][c.subject] = funders[id][c.subject] || []).push(c);
    });
  }
  return funders[id];
}

// Each pair of rivals once, in the order of their names, whichever way an article puts it.
var pairs = {};
claims({predicate: relations("competes_with"), polarity: "yes"}).forEach(function(c) {
  var ends = [c.subject, c.object].sort();
  var key = ends.join(" ");
  (pairs[key] = pairs[key] || {ends: ends, claims: []}).claims.push(c);
});

function gather(list, field) {
  var set = {};
  list.forEach(function(c) { if (c[field]) set[JSON.stringify(c[field])] = c[field]; });
  return Object.keys(set).sort().map(function(k) { return set[k]; }).sort(function(a, b) {
    return a.value && b.value ? a.value - b.value : 0;
  });
}

var found = [];
Object.keys(pairs).sort().forEach(function(key) {
  var ends = pairs[key].ends, one = fundersOf(ends[0]), other = fundersOf(ends[1]);
  Object.keys(one).sort().forEach(function(funder) {
    if (!other[funder] || ends.indexOf(funder) >= 0) return;
    var all = pairs[key].claims.concat(one[funder], other[funder]);
    found.push({
      funder: funder, one: ends[0], amounts: gather(one[funder], "amount"), rival: ends[1],
      rival_amounts: gather(other[funder], "amount"), speakers: gather(all, "speaker"), statuses: gather(all, "standing"),
      articles: gather(all, "article"), claims: gather(all, "claim")
    });
  });
});

found.sort(function(a, b) { return a.funder < b.funder ? -1 : a.funder > b.funder ? 1 : 0; });
found.forEach(function(row) { g.emit(row); });
