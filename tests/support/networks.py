"""Networks made for tests: a folder with network.yaml and shows."""

from __future__ import annotations

NETWORK = """\
title: Les conférences d'un ministère
description: Tout ce qui s'y dit.
language: fr
link: https://www.example.org/
owner: {name: Le ministère, email: podcast@example.org}
shows:
  - ministere/*
  - git: https://git.example.org/podcasts.git
    revision: v1.2
    path: colloques
  - bucket: s3://archives/radio
    endpoint: https://s3.example.org
  - feed: https://radio.example.org/feed.xml
    name: La radio
people:
  hedon: {name: Claire Hédon, function: Défenseure des droits}
places:
  palais: {name: Conseil d'État, country: FR}
words: [SIRCOM, {word: Balado, heard: [ballado]}]
defaults:
  copyright: Le ministère
  timezone: Europe/Paris
  team: [hedon]
  publish: {endpoint: https://s3.example.org, region: fr-par}
  require: {transcript: 2025-01-01}
publish: {to: 's3://page/network', url: https://podcasts.example.org}
"""
