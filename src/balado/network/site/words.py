"""The texts of our own on a network's page that the pages of shows have not, in French and in English. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from balado.site.words import primary


@dataclass(frozen=True, slots=True)
class NetworkWords:
    """Every such text in one language. `{…}` is filled in with `str.format`."""

    menu: str
    shows: str
    all_episodes: str
    search: str
    by_list: str
    subscribe_to_all: str
    opml: str
    opml_use: str
    calendar: str
    calendar_file: str
    feed: str
    one_episode: str
    many_episodes: str
    newest: str
    newer: str
    older: str
    publisher_feed: str


_ENGLISH = NetworkWords(
    menu="Menu of the podcasts",
    shows="Podcasts",
    all_episodes="All episodes",
    search="Search for an episode, a podcast, a word",
    by_list="All episodes of all podcasts are here too, for the search of your browser:",
    subscribe_to_all="Subscribe to all podcasts",
    opml="List of the podcasts for apps (OPML)",
    opml_use="Import this file into your podcast app: it subscribes to every podcast of the list.",
    calendar="Subscribe to the calendar of the conferences",
    calendar_file="Calendar of the conferences (file)",
    feed="Feed",
    one_episode="1 episode",
    many_episodes="{count} episodes",
    newest="newest on {day}",
    newer="Newer episodes",
    older="Older episodes",
    publisher_feed="Feed of the publisher",
)

_FRENCH = NetworkWords(
    menu="Menu des podcasts",
    shows="Podcasts",
    all_episodes="Tous les épisodes",
    search="Chercher un épisode, un podcast, un mot",
    by_list="Tous les épisodes de tous les podcasts sont aussi ici, pour la recherche de votre navigateur\u00a0:",
    subscribe_to_all="S’abonner à tous les podcasts",
    opml="Liste des podcasts pour les applications (OPML)",
    opml_use="Importez ce fichier dans votre application de podcasts\u00a0: elle s’abonne à tous ceux de la liste.",
    calendar="S’abonner à l’agenda des conférences",
    calendar_file="Agenda des conférences (fichier)",
    feed="Flux",
    one_episode="1 épisode",
    many_episodes="{count} épisodes",
    newest="le dernier du {day}",
    newer="Épisodes plus récents",
    older="Épisodes plus anciens",
    publisher_feed="Flux de l’éditeur",
)


def network_words(language: str) -> NetworkWords:
    """The texts in this language (BCP 47), in English where we have none in it."""
    return _FRENCH if primary(language) == "fr" else _ENGLISH
