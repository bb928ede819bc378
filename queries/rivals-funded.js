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

// Each pair of rivals once, in the order of their names, whichever way an article puts it.
var rivalry = claims({predicate: relations("competes_with"), polarity: "yes"});
var pairs = {};
rivalry.forEach(function(c) {
  var ends = [c.subject, c.object].sort();
  var key = ends.join(" ");
  (pairs[key] = pairs[key] || {ends: ends, claims: []}).claims.push(c);
});

// The claims about who funds each rival, by funder.
var rivals = values(rivalry, "subject").concat(values(rivalry, "object"));
var funding = group(claims({predicate: gives, object: rivals, polarity: "yes"}), "object");
Object.keys(funding).forEach(function(id) { funding[id] = group(funding[id], "subject"); });

var found = [];
Object.keys(pairs).sort().forEach(function(key) {
  var ends = pairs[key].ends, one = funding[ends[0]] || {}, other = funding[ends[1]] || {};
  Object.keys(one).sort().forEach(function(funder) {
    if (other[funder] && ends.indexOf(funder) < 0) found.push({funder: funder, ends: ends, claims: pairs[key].claims});
  });
});

found.sort(function(a, b) { return a.funder < b.funder ? -1 : a.funder > b.funder ? 1 : 0; });
found.forEach(function(f) {
  var here = funding[f.ends[0]][f.funder], there = funding[f.ends[1]][f.funder];
  rows(f.claims.concat([here, there]), {
    funder: "=" + f.funder, one: "=" + f.ends[0], amounts: {of: here, all: "amount"},
    rival: "=" + f.ends[1], rival_amounts: {of: there, all: "amount"},
    speakers: "all speaker", statuses: "all standing", articles: "all article", claims: "all claim"
  });
});
