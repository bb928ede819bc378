/*
name: sources
title: {en: The articles, fr: Les articles}
help:
  en: Every article in the store with its date and publisher and the number of claims it makes, the newest first.
  fr: Chaque article du magasin avec sa date, son éditeur et le nombre de ses affirmations, du plus récent au plus ancien.
columns:
  - {name: published, kind: date, title: {en: published, fr: publié}}
  - {name: publisher, kind: text, title: {en: publisher, fr: éditeur}}
  - {name: headline, kind: text, title: {en: headline, fr: titre}}
  - {name: language, kind: text, title: {en: language, fr: langue}}
  - {name: claims, kind: number, title: {en: claims, fr: affirmations}}
  - {name: url, kind: text, title: {en: address, fr: adresse}}
  - {name: article, kind: article, title: {en: article, fr: article}}
example:
  output: |
    published,publisher,headline,language,claims,url,article
    2031-03-05,Le Courrier d'Ostrava,Le financement de Méridien en doute,fr,6,,article/meridian-doutes
    2031-03-04,The Larrow Gazette,Meridian gets under way,en,6,,article/meridian-launch
    2031-02-11,The Larrow Gazette,Quillon raises again,en,7,,article/quillon-round
    2031-01-20,Le Courrier d'Ostrava,Tessaly trouve de l'argent,fr,6,,article/tessaly-argent
*/
articles({order: ["-published", "article"]});
