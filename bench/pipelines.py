"""A whole screening beside three RoBERTa-base pipelines (tone, claims, leaks) and stock Presidio.

The weights are random, since speed does not depend on them. The tokenizer is trained here on the
corpus, with RoBERTa's vocabulary size: it fits these drafts better than the real one, so the
pipelines read fewer tokens than they would. Presidio gets a blank spaCy pipeline where no model is
installed, which is faster than the real thing. Both favour the other side.
"""

from collections.abc import Callable
from typing import Any

import spacy
import tldextract.tldextract
from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from presidio_analyzer.nlp_engine import SpacyNlpEngine
from tokenizers import ByteLevelBPETokenizer
from transformers import (
    PreTrainedTokenizerFast,
    RobertaConfig,
    RobertaForSequenceClassification,
    TextClassificationPipeline,
)

from bench.drafts import all_texts, pick
from bench.timing import in_turns, report
from models.findings import Post
from models.screener import Screener
from policies.engine import decide
from policies.pack import load_pack

drafts_timed = 16
SPACY_MODEL = "en_core_web_lg"


def run(screener: Screener) -> None:
    pack = load_pack("us-municipal")
    texts = pick(drafts_timed)
    posts = [Post(text) for text in texts]
    classify, analyze, spacy_model = _pipelines(), *_presidio()

    def ours() -> None:
        for post in posts:
            decide(pack, screener.screen(post), post)

    def others() -> None:
        for text in texts:
            for pipeline in classify:
                pipeline(text, truncation=True, max_length=512)
            analyze(text)

    note = f"other: three RoBERTa-base pipelines, random weights, and Presidio with {spacy_model}"
    report("screening-or-three-pipelines", *in_turns(ours, others, 3), drafts_timed, note)


def _pipelines() -> list[TextClassificationPipeline]:
    config = RobertaConfig(vocab_size=50_265, max_position_embeddings=514, type_vocab_size=1)
    tokenizer = _tokenizer(config.vocab_size)
    return [
        TextClassificationPipeline(
            model=RobertaForSequenceClassification(config).eval(), tokenizer=tokenizer, device=-1
        )
        for _ in range(3)
    ]


def _tokenizer(vocabulary: int) -> PreTrainedTokenizerFast:
    trained = ByteLevelBPETokenizer()
    roles = {"bos": "<s>", "pad": "<pad>", "eos": "</s>", "unk": "<unk>", "mask": "<mask>"}
    trained.train_from_iterator(
        all_texts(), vocabulary, 1, special_tokens=list(roles.values()), show_progress=False
    )
    roles |= {"cls": roles["bos"], "sep": roles["eos"]}
    named = {f"{role}_token": mark for role, mark in roles.items()}
    return PreTrainedTokenizerFast(tokenizer_object=trained._tokenizer, **named)


def _presidio() -> tuple[Callable[[str], Any], str]:
    # Its recognizer of emails asks the network for a list of domains unless told not to.
    offline = tldextract.tldextract.TLDExtract(suffix_list_urls=())
    tldextract.tldextract.TLD_EXTRACTOR = offline
    installed = spacy.util.is_package(SPACY_MODEL)
    engine = SpacyNlpEngine(models=[{"lang_code": "en", "model_name": SPACY_MODEL}])
    engine.nlp = {"en": spacy.load(SPACY_MODEL) if installed else spacy.blank("en")}
    registry = RecognizerRegistry()
    registry.load_predefined_recognizers(languages=["en"])
    analyzer = AnalyzerEngine(nlp_engine=engine, registry=registry)
    name = SPACY_MODEL if installed else "a blank spaCy pipeline (no model is installed)"
    return lambda text: analyzer.analyze(text, language="en"), name
