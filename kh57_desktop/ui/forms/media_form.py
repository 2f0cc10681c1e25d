"""The order of the boxes of a media product and of where it was published."""

from __future__ import annotations

from kh57_desktop.records.media import MediaProduct, Publication
from kh57_desktop.ui.forms.record_form import RecordForm


class MediaForm(RecordForm):
    """Where an officer records a news item, an article, a video or another product."""

    KIND = "media"
    LAYOUT = (
        ((MediaProduct.title, 1),),
        ((MediaProduct.produced_on, 3), (MediaProduct.media_kind, 4), (MediaProduct.author, 5)),
        ((MediaProduct.plan_item, 1), (MediaProduct.activity, 1)),
        ((MediaProduct.summary, 1),),
    )
    MORE = (
        ((MediaProduct.topics, 2), (MediaProduct.duration_seconds, 1)),
        ((MediaProduct.unit, 1),),
    )


class PublicationForm(RecordForm):
    """Where a product was put on a channel on a day."""

    KIND = "publications"
    GIVEN = frozenset({"media_product"})
    LAYOUT = (
        ((Publication.channel, 4), (Publication.published_on, 3)),
        ((Publication.url, 1),),
        (
            (Publication.position, 3),
            (Publication.view_count, 2),
            (Publication.interaction_count, 2),
            (Publication.read_on, 2),
        ),
    )
