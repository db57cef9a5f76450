"""bench/documents.py: what the JSON benchmarks encode and decode.

The first eight are those of ujson's own benchmark, which makes them at random as well. The others
look like the files that JSON libraries are usually compared with: what they hold has the same
kinds, numbers and sizes, but the text is made up. Everything comes from a fixed seed.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from typing import Any

LETTERS = "abcdefghijklmnopqrstuvwxyz"
JAPANESE = "".join(map(chr, range(0x3042, 0x3094))) + "".join(map(chr, range(0x4E00, 0x4F00)))


def word(rng: random.Random, low: int, high: int) -> str:
    """Return a lower-case word of `low` to `high` letters."""
    return "".join(rng.choices(LETTERS, k=rng.randint(low, high)))


def sentence(rng: random.Random, words: int) -> str:
    """Return so many words with blanks between them."""
    return " ".join(word(rng, 2, 9) for _ in range(words))


def identifier(rng: random.Random) -> int:
    """Return a number of nine digits."""
    return rng.randrange(10**8, 10**9)


# ---- ujson's own benchmark


def doubles(rng: random.Random) -> Any:
    """256 large floats."""
    return [sys.maxsize * rng.random() for _ in range(256)]


def arabic(rng: random.Random) -> Any:
    """A sentence of 164 code points, most of two bytes, 256 times the same object."""
    letters = "".join(map(chr, range(0x0627, 0x064B)))
    words = ["".join(rng.choices(letters, k=rng.randint(3, 7))) for _ in range(40)]
    return [" ".join(words)[:164]] * 256


def strings(rng: random.Random) -> Any:
    """A sentence of 39 ASCII characters, 256 times the same object."""
    return [sentence(rng, 12)[:39]] * 256


def user(rng: random.Random) -> dict[str, Any]:
    """Return a dict of nine fields."""
    return {
        "userId": rng.randrange(10**6, 10**7),
        "age": rng.randrange(100, 1000),
        "username": word(rng, 7, 7),
        "fullname": word(rng, 9, 9) + " " + word(rng, 9, 9),
        "isAuthorized": True,
        "liked": 31231.0 + rng.randrange(10**8) / 10**8,
        "approval": 31.0 + rng.randrange(10**4) / 10**4,
        "jobs": [1, 2],
        "currJob": None,
    }


def medium(rng: random.Random) -> Any:
    """Six pairs of a user and eight times the same one."""
    return [[one, [one] * 8] for one in [user(rng)] * 6]


def trues(rng: random.Random) -> Any:
    """256 times True."""
    return [True] * 256


def pairs(rng: random.Random) -> Any:
    """256 dicts of one entry, each with another key."""
    return [{str(rng.random() * 20): int(rng.random() * 1000000)} for _ in range(256)]


def dict_of_lists(rng: random.Random) -> Any:
    """256 lists of 256 dicts of one entry."""
    return {str(rng.random() * 20): pairs(rng) for _ in range(256)}


def scalar(rng: random.Random, text: Callable[[], str]) -> Any:
    """Return null, a bool, a number of any size or a text."""
    kind = rng.randrange(5)
    if kind == 0:
        return None
    if kind == 1:
        return rng.random() < 0.5
    if kind == 2:
        return rng.randint(-(2**63), 2**63 - 1)
    if kind == 3:
        return rng.uniform(-7.7e18, 7.7e18) * rng.choice([1.0, 1e-37])
    return text()


def deep(rng: random.Random) -> Any:
    """Containers nested 466 deep, beside scalars; half of the characters are not ASCII."""

    def character() -> str:
        if rng.random() < 0.5:
            return chr(rng.randrange(1, 0x80))
        if rng.random() < 0.02:
            return chr(rng.randrange(0x10000, 0x10FFFF))
        return chr(rng.choice([rng.randrange(0x4E00, 0xD7A0), rng.randrange(0xE000, 0xF8FF)]))

    def text() -> str:
        return "".join(character() for _ in range(rng.randint(0, 80)))

    def container(levels: int) -> Any:
        values = [scalar(rng, text) for _ in range(rng.choice([0, 1, 1, 2, 2, 3, 4]))]
        if levels > 0:
            values.insert(rng.randint(0, len(values)), container(levels - 1))
        return values if rng.random() < 0.53 else {text(): value for value in values}

    tree = container(465)
    return {"a": tree, text(): scalar(rng, text), "z": tree}


# ---- Look-alikes of well-known files


def tweet_user(rng: random.Random) -> dict[str, Any]:
    """Return the author of a tweet, with the forty fields that such a thing has."""
    number = identifier(rng)
    image = f"http://images.example/{number}/{word(rng, 8, 8)}_normal.jpeg"
    return {
        "id": number,
        "id_str": str(number),
        "name": "".join(rng.choices(JAPANESE, k=rng.randint(2, 12))),
        "screen_name": word(rng, 6, 15),
        "location": rng.choice(["", "".join(rng.choices(JAPANESE, k=6))]),
        "description": "".join(rng.choices(JAPANESE, k=rng.randint(0, 90))),
        "url": None,
        "entities": {"description": {"urls": []}},
        "protected": False,
        "followers_count": rng.randrange(5000),
        "friends_count": rng.randrange(5000),
        "listed_count": rng.randrange(50),
        "created_at": "Sat Jun 05 17:05:39 +0000 2010",
        "favourites_count": rng.randrange(5000),
        "utc_offset": rng.choice([None, 32400]),
        "time_zone": rng.choice([None, "Tokyo"]),
        "geo_enabled": rng.random() < 0.3,
        "verified": False,
        "statuses_count": rng.randrange(50000),
        "lang": "ja",
        "contributors_enabled": False,
        "is_translator": False,
        "is_translation_enabled": False,
        "profile_background_color": "C0DEED",
        "profile_background_image_url": "http://images.example/themes/theme1/bg.png",
        "profile_background_image_url_https": "https://images.example/themes/theme1/bg.png",
        "profile_background_tile": False,
        "profile_image_url": image,
        "profile_image_url_https": image.replace("http:", "https:"),
        "profile_link_color": "0084B4",
        "profile_sidebar_border_color": "C0DEED",
        "profile_sidebar_fill_color": "DDEEF6",
        "profile_text_color": "333333",
        "profile_use_background_image": True,
        "default_profile": True,
        "default_profile_image": False,
        "following": False,
        "follow_request_sent": False,
        "notifications": False,
    }


def tweet(rng: random.Random, retweets: bool = True) -> dict[str, Any]:
    """Return one status, most of them with another one inside."""
    number = rng.randrange(10**17, 10**18)
    other = tweet_user(rng)
    mention = {key: other[key] for key in ("screen_name", "name", "id", "id_str")}
    status = {
        "metadata": {"result_type": "recent", "iso_language_code": "ja"},
        "created_at": "Sun Aug 31 00:29:15 +0000 2014",
        "id": number,
        "id_str": str(number),
        "text": "@" + word(rng, 5, 12) + " " + "".join(rng.choices(JAPANESE, k=80)),
        "source": '<a href="http://twitter.example/download" rel="nofollow">Twitter</a>',
        "truncated": False,
        "in_reply_to_status_id": None,
        "in_reply_to_status_id_str": None,
        "in_reply_to_user_id": None,
        "in_reply_to_user_id_str": None,
        "in_reply_to_screen_name": None,
        "user": tweet_user(rng),
        "geo": None,
        "coordinates": None,
        "place": None,
        "contributors": None,
        "retweet_count": rng.randrange(100),
        "favorite_count": rng.randrange(100),
        "entities": {
            "hashtags": [],
            "symbols": [],
            "urls": [],
            "user_mentions": [{**mention, "indices": [0, 11]}],
        },
        "favorited": False,
        "retweeted": False,
        "lang": "ja",
    }
    if retweets and rng.random() < 0.7:
        status["retweeted_status"] = tweet(rng, False)
    return status


def twitter(rng: random.Random) -> Any:
    """Statuses of a social network, with much Japanese."""
    return {
        "statuses": [tweet(rng) for _ in range(100)],
        "search_metadata": {"completed_in": 0.087, "count": 100, "since_id": 0},
    }


def performance(rng: random.Random, areas: list[int]) -> dict[str, Any]:
    """Return an evening in a concert hall: prices and seats."""
    seats = [{"areaId": area, "blockIds": []} for area in areas]
    category = identifier(rng)
    return {
        "eventId": identifier(rng),
        "id": identifier(rng),
        "logo": None,
        "name": None,
        "prices": [
            {"amount": 90250, "audienceSubCategoryId": identifier(rng), "seatCategoryId": category}
            for _ in range(6)
        ],
        "seatCategories": [{"areas": seats, "seatCategoryId": category} for _ in range(4)],
        "seatMapImage": None,
        "start": 1372701600000 + rng.randrange(10**9),
        "venueCode": "PLEYEL_PLEYEL",
    }


def citm_catalog(rng: random.Random) -> Any:
    """A catalogue of events: many small dicts, numbers as keys."""
    numbers = [identifier(rng) for _ in range(400)]
    names = {str(number): sentence(rng, 3) for number in numbers}
    event = {"description": None, "logo": "/images/x.jpg", "subjectCode": None, "subtitle": None}
    return {
        "areaNames": {str(number): "Arrière-scène" for number in numbers[:20]},
        "audienceSubCategoryNames": {str(numbers[0]): "Abonné"},
        "blockNames": {},
        "events": {
            str(number): {
                **event,
                "id": number,
                "name": names[str(number)],
                "subTopicIds": [number, number + 1],
                "topicIds": [number, number + 2],
            }
            for number in numbers[:184]
        },
        "performances": [performance(rng, rng.sample(numbers, 8)) for _ in range(243)],
        "seatCategoryNames": names,
        "subTopicNames": names,
        "subjectNames": {},
        "topicNames": names,
        "topicSubTopics": {str(number): rng.sample(numbers, 9) for number in numbers},
        "venueNames": {"PLEYEL_PLEYEL": "Salle Pleyel"},
    }


def canada(rng: random.Random) -> Any:
    """The outline of a country: 56,045 lists, 111,080 floats."""

    def ring(size: int) -> list[list[float]]:
        return [[-rng.uniform(52, 141), rng.uniform(41, 84)] for _ in range(size)]

    size = 111_080 // 2 // 480
    rings = [ring(size + (number < 111_080 // 2 % 480)) for number in range(480)]
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"name": "Canada"},
                "geometry": {"type": "Polygon", "coordinates": rings},
            }
        ],
    }


def github_event(rng: random.Random) -> dict[str, Any]:
    """Return what somebody pushed."""
    login = word(rng, 5, 12)
    name = f"{login}/{word(rng, 4, 12)}"
    urls = {
        f"{word(rng, 4, 10)}_url": f"https://api.example.com/repos/{name}/{word(rng, 5, 9)}"
        for _ in range(12)
    }
    commits = [
        {
            "url": f"https://api.example.com/repos/{name}/commits/{identifier(rng):040x}",
            "message": sentence(rng, 12) + "\n\n" + sentence(rng, 6),
            "distinct": True,
            "sha": f"{identifier(rng):040x}",
            "author": {"email": f"{login}@example.com", "name": login.title()},
        }
        for _ in range(rng.randint(1, 3))
    ]
    return {
        "type": "PushEvent",
        "created_at": "2013-01-10T07:58:30Z",
        "actor": {
            "gravatar_id": f"{identifier(rng):032x}",
            "login": login,
            "avatar_url": f"https://secure.example.com/avatar/{identifier(rng):032x}?d=x.png",
            "url": f"https://api.example.com/users/{login}",
            "id": identifier(rng),
        },
        "repo": {"url": f"https://api.example.com/repos/{name}", "id": identifier(rng), **urls},
        "public": True,
        "payload": {"size": 1, "commits": commits, "ref": "refs/heads/master"},
        "id": str(identifier(rng)),
    }


def github_events(rng: random.Random) -> Any:
    """Thirty events, mostly strings."""
    return [github_event(rng) for _ in range(30)]


def mesh(rng: random.Random) -> Any:
    """The surface of a body: 3,610 lists, 40,613 ints, 32,400 floats."""
    return {
        "version": 1,
        "batches": [{"indexRange": [0, rng.randrange(10**4), 3], "usedBones": [0]}] * 3,
        "indices": [rng.randrange(3600) for _ in range(40_600)],
        "positions": [[rng.uniform(-9, 9) for _ in range(3)] for _ in range(3_600)],
        "normals": [rng.uniform(-1, 1) for _ in range(10_800)],
        "tex0": [rng.uniform(0, 1) for _ in range(10_800)],
    }


DOCUMENTS: dict[str, Callable[[random.Random], Any]] = {
    "doubles": doubles,
    "arabic": arabic,
    "strings": strings,
    "medium": medium,
    "trues": trues,
    "pairs": pairs,
    "dict_of_lists": dict_of_lists,
    "deep": deep,
    "twitter": twitter,
    "citm_catalog": citm_catalog,
    "canada": canada,
    "github_events": github_events,
    "mesh": mesh,
}


def make_document(name: str) -> Any:
    """Return the document `name`, the same one in every run."""
    return DOCUMENTS[name](random.Random(f"documents {name}"))
