/*
name: leads
title: {en: Who leads it, fr: Qui le dirige}
help:
  en: Who heads the organisation, project or place, under which title, who says so and where.
  fr: Qui dirige l'organisation, le projet ou le lieu, à quel titre, qui le dit et où.
params:
  - {name: organization, type: entity, title: {en: what is led, fr: ce qui est dirigé}}
relations: [leads]
columns:
  - {name: who, kind: entity, title: {en: who, fr: qui}}
  - {name: roles, kind: text, title: {en: role, fr: fonction}}
  - {name: organization, kind: entity, title: {en: what, fr: quoi}}
  - {name: speakers, kind: entity, title: {en: said by, fr: selon}}
  - {name: statuses, kind: text, title: {en: status, fr: statut}}
  - {name: articles, kind: article, title: {en: articles, fr: articles}}
  - {name: quote, kind: quote, title: {en: quote, fr: citation}}
  - {name: claims, kind: claim, title: {en: claims, fr: affirmations}}
edges: {from: who, to: organization, label: roles}
example:
  args: [Quillon]
  output: |
    who,roles,organization,speakers,statuses,articles,quote,claims
    Théo Brac,founder and chief executive,Quillon,,done,article/quillon-round,"Théo Brac, founder and chief executive of Quillon, declined to comment.",claim/f54e77560b3c49f300c3fe36
*/
var organization = param("organization", "OpenAI");

rows(claims({predicate: relations("leads"), object: organization, polarity: "yes"}), {
  who: "subject", roles: "all role", organization: "object", speakers: "all speaker", statuses: "all standing",
  articles: "all article", quote: "first quote", claims: "all claim"
}, {order: ["who"]});
