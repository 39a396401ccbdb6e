"""A small site that several tests build: two conferences, three talks, a guide."""

INDEX = """
    # Home

    ```{toctree}
    recaps/munich
    recaps/barcelona
    guide
    ```
"""

MUNICH = """
    ---
    author: Kim
    date: 2018-12-10
    tags: Kubernetes
    description: What we heard in Munich.
    ---
    # Munich in winter

    :::{conference} DevOpsCon 2018
    :series: DevOpsCon
    :url: https://example.org/munich
    :start: 2018-12-04
    :end: 2018-12-05
    :location: Munich
    :timezone: Europe/Berlin
    :tags: DevOps
    :::

    ## Day 1

    ::::{talk} Staying *alive*
    :name: alive
    :speakers: Ann Lee (Acme), Bo Li
    :kind: keynote
    :start: 2018-12-04 11:30
    :duration: 45
    :track: Operations
    :room: Ballroom
    :language: de
    :level: advanced
    :status: recorded
    :tags: Kubernetes, Python
    :url: https://example.org/programme
    :slides: https://example.org/slides
    :video: https://video.example/1, https://films.example/2
    :links: [The book](https://example.org/book)

    Pods that live long.
    ::::

    :::{talk} Quick restarts
    :name: restarts
    :speakers: Bo Li
    :start: 2018-12-04 12:30
    :tags: Kubernetes

    Nine lives.
    :::
"""

BARCELONA = """
    # Barcelona in spring

    :::{conference} Orchestrate 2017
    :start: 2017-03-04
    :::

    :::{talk} First steps
    :speakers: Ann Lee (Big Corp)
    :tags: Python

    One by one.
    :::
"""

GUIDE = """
    # Guide

    {conf:talk}`alive`, {conf:speaker}`Ann Lee`, {conf:tag}`Kubernetes`,
    {conf:conference}`devopscon-2018`

    :::{talk-list}
    :tags: Kubernetes
    :::
"""

FILES = {
    "index.md": INDEX,
    "recaps/munich.md": MUNICH,
    "recaps/barcelona.md": BARCELONA,
    "guide.md": GUIDE,
}

ALIVE = "talks/devopscon-2018/alive"
RESTARTS = "talks/devopscon-2018/restarts"
FIRST_STEPS = "talks/orchestrate-2017/first-steps"

INDEXES = {"talks/index", "speakers/index", "tags/index", "conferences/index"}
GENERATED = {
    *INDEXES,
    ALIVE,
    RESTARTS,
    FIRST_STEPS,
    "speakers/ann-lee",
    "speakers/bo-li",
    "tags/devops",
    "tags/kubernetes",
    "tags/python",
}
