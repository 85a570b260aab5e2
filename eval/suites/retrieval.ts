// Retrieval suite: does a picture find its own caption among 100 (top-1)? Subjects, and their combinations with a style, also held-out ones.

import { argmax } from '../judge/classifier.ts';
import { drawAndJudge } from '../judge/drawAndJudge.ts';
import { cosine } from '../statistics/distances.ts';
import { shareOfClusters } from '../statistics/share.ts';
import { among } from './candidates.ts';
import type { SuiteContext, SuiteOptions } from './context.ts';
import { seedsOf } from './shard.ts';

const CANDIDATES = 100;
/** Pictures of each caption: there are few of them. */
const TRAINED_SEEDS = 4;
const HELD_OUT_SEEDS = 8;

interface Query {
  readonly prompt: string;
  /** Canonical name. */
  readonly subject: string;
  readonly style?: string;
}

/** Whether the picture of a query finds it. */
interface Found {
  /** By the judge's subject head; in the style that was asked for, where one was. */
  readonly head: boolean;
  /** By the dual encoder, among whole captions at an even stride. */
  readonly dual: boolean;
  /** By it too, where the same subject in all other styles is among the captions. */
  readonly dualAmongStyles: boolean;
}

/** Plain, unguided pictures. Candidates are drawn from all names that the judge knows, also those that the generator is not meant to know well. */
export async function retrievalSuite(context: SuiteContext, { limit }: Pick<SuiteOptions, 'limit'>) {
  const { labels, subjectNames } = context.classifier;
  const subjects = subjectNames.map((subject): Query => ({ prompt: subject, subject }));
  const isDrawn = ({ subject }: Query) => labels.drawn.includes(subject);
  const phrase = (style: string) => labels.words.style?.[style]?.[0] ?? style;
  const combinations = labels.drawn.flatMap((subject) =>
    (labels.heads.style ?? []).map((style): Query => ({
      subject,
      style,
      prompt: `${subject}, ${phrase(style)}`,
    })),
  );
  const isHeldOut = ({ subject, style }: Query) =>
    labels.heldOut.some(([one, other]) => one === subject && other === style);
  const ask = (captions: readonly Query[], queries: readonly Query[], seeds = 1) =>
    find(context, captions, queries.slice(0, limit), seeds);
  return {
    suite: 'retrieval' as const,
    model: context.model,
    candidates: CANDIDATES,
    trained: await ask(subjects, subjects.filter(isDrawn), TRAINED_SEEDS),
    /** Of subject and style. */
    trainedCombinations: await ask(
      combinations,
      combinations.filter((query) => !isHeldOut(query)),
    ),
    heldOutCombinations: await ask(combinations, combinations.filter(isHeldOut), HELD_OUT_SEEDS),
    /** Subjects that the generator sees now and then, so that it learns styles from them, by their names alone. */
    outsideCore: await ask(
      subjects,
      subjects.filter((query) => !isDrawn(query)),
    ),
  };
}

async function find(
  context: SuiteContext,
  captions: readonly Query[],
  queries: readonly Query[],
  seeds: number,
) {
  const encoder = await context.captions();
  const embeddings = await encoder.embedAll(captions.map(({ prompt }) => prompt));
  const found: Found[][] = [];
  for (const [index, query] of queries.entries()) {
    const pictures: Found[] = [];
    for (const seed of seedsOf(index, seeds))
      pictures.push(await findOne(context, captions, embeddings, query, seed));
    found.push(pictures);
  }
  const of = (by: keyof Found) => shareOfClusters(found.map((pictures) => pictures.map((one) => one[by])));
  return {
    captions: queries.length,
    head: of('head'),
    dual: of('dual'),
    dualAmongStyles: of('dualAmongStyles'),
  };
}

async function findOne(
  { engine, classifier }: SuiteContext,
  captions: readonly Query[],
  embeddings: readonly Float32Array[],
  query: Query,
  seed: number,
): Promise<Found> {
  const own = captions.indexOf(query);
  const positive = query.style === undefined ? query.prompt : `${query.prompt}, sharp`; // nobody could tell the style of a blur
  const request = { positive, negative: '', scale: 0, seed };
  const [verdict] = await drawAndJudge(engine, classifier, request, ['none']);
  const { subjectLogits, embedding, values } = verdict!;
  const names = classifier.subjectNames;
  const logits = among(names.indexOf(query.subject), names.length, CANDIDATES).map((i) => subjectLogits[i]!);
  const rivals = captions.flatMap(({ subject }, i) => (subject === query.subject && i !== own ? [i] : []));
  const isFirst = (competing: readonly number[]) =>
    argmax(competing.map((i) => cosine(embedding, embeddings[i]!))) === 0;
  const styled = query.style === undefined || values.style === query.style;
  return {
    head: argmax(logits) === 0 && styled,
    dual: isFirst(among(own, captions.length, CANDIDATES)),
    dualAmongStyles: isFirst(among(own, captions.length, CANDIDATES, rivals)),
  };
}
