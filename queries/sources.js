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
    TODO
*/
articles({order: ["-published", "article"]});
