/*
name: evidence
title: {en: What a claim rests on, fr: Sur quoi repose une affirmation}
help:
  en: All that a claim says, the words that say it and where they stand, and the article they are in.
  fr: Tout ce que dit une affirmation, les mots qui le disent et leur place, et l'article où ils sont.
params:
  - {name: claim, type: claim, title: {en: "the claim, as other queries show it", fr: "l'affirmation, telle que la montrent les autres requêtes"}}
columns:
  - {name: claim, kind: claim, title: {en: claim, fr: affirmation}}
  - {name: subject, kind: entity, title: {en: subject, fr: sujet}}
  - {name: relation, kind: relation, title: {en: relation, fr: relation}}
  - {name: object, kind: entity, title: {en: object, fr: objet}}
  - {name: amount, kind: amount, title: {en: amount, fr: montant}}
  - {name: share, kind: share, title: {en: share, fr: part}}
  - {name: role, kind: text, title: {en: role, fr: fonction}}
  - {name: when, kind: date, title: {en: when, fr: quand}}
  - {name: horizon, kind: text, title: {en: horizon, fr: horizon}}
  - {name: status, kind: text, title: {en: status, fr: statut}}
  - {name: polarity, kind: text, title: {en: polarity, fr: polarité}}
  - {name: confidence, kind: number, title: {en: confidence, fr: confiance}}
  - {name: speaker, kind: entity, title: {en: said by, fr: selon}}
  - {name: quote, kind: quote, title: {en: quote, fr: citation}}
  - {name: start, kind: number, title: {en: from, fr: de}}
  - {name: end, kind: number, title: {en: to, fr: à}}
  - {name: article, kind: article, title: {en: article, fr: article}}
  - {name: published, kind: date, title: {en: published, fr: publié}}
  - {name: publisher, kind: text, title: {en: publisher, fr: éditeur}}
  - {name: url, kind: text, title: {en: address, fr: adresse}}
  - {name: sha256, kind: text, title: {en: SHA-256 of the text, fr: SHA-256 du texte}}
example:
  args: [claim/8eb29b9d3f73fdf0c1eeab05]
  output: |
    claim,subject,relation,object,amount,share,role,when,horizon,status,polarity,confidence,speaker,quote,start,end,article,published,publisher,url,sha256
    claim/8eb29b9d3f73fdf0c1eeab05,Solmar Bank,invests in,Quillon,12000000 EUR,7.5,,,,done,yes,0.9,,Solmar Bank put 12 million euros into Quillon for 7.5 percent.,90,152,article/quillon-round,2031-02-11,The Larrow Gazette,,
*/
var id = param("claim", null);

if (!id) {
  // In the console: the first claim there is.
  id = g.V("<schema:Claim>").in("<rdf:type>").toArray(1)[0];
}

var found = id ? claim(id) : null;
if (found) {
  rows(found, {
    claim: "claim", subject: "subject", relation: "predicate", object: "object", amount: "amount", share: "share", role: "role",
    when: "when", horizon: "horizon", status: "status", polarity: "polarity", confidence: "confidence", speaker: "speaker",
    quote: "quote", start: "start", end: "end", article: "article", published: "article.published",
    publisher: "article.publisher", url: "article.url", sha256: "article.sha256"
  });
}
