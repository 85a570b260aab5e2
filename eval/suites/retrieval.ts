// Retrieval suite: does a picture find its own caption among 100 (top-1)? Subjects, and combinations with a style that were held out.

import { argmax } from '../judge/classifier.ts';
import { drawAndJudge } from '../judge/drawAndJudge.ts';
import { cosine } from '../statistics/distances.ts';
import { share } from '../statistics/share.ts';
import { among } from './candidates.ts';
import type { SuiteContext, SuiteOptions } from './context.ts';

const CANDIDATES = 100;

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
  /** By the dual encoder, among whole captions: for a combination the same subject in other styles is among them. */
  readonly dual: boolean;
}

/** One plain, unguided picture per caption, seed = index of the caption. */
export async function retrievalSuite(context: SuiteContext, { limit }: Pick<SuiteOptions, 'limit'>) {
  const { classifier } = context;
  const names = classifier.subjectNames;
  const subjects = names.map((subject): Query => ({ prompt: subject, subject }));
  const styles = classifier.labels.heads.style ?? [];
  const phrase = (style: string) => classifier.labels.words.style?.[style]?.[0] ?? style;
  const combinations = names.flatMap((subject) =>
    styles.map((style): Query => ({ subject, style, prompt: `${subject}, ${phrase(style)}` })),
  );
  const isHeldOut = ({ subject, style }: Query) =>
    classifier.labels.heldOut.some(([one, other]) => one === subject && other === style);
  const trained = await find(context, subjects, subjects.slice(0, limit));
  const heldOut = await find(context, combinations, combinations.filter(isHeldOut).slice(0, limit));
  return {
    suite: 'retrieval' as const,
    model: context.spec.id,
    candidates: CANDIDATES,
    trained,
    /** Of subject and style. All 248 subjects were trained, so no subject is held out. */
    heldOutCombinations: heldOut,
  };
}

export type RetrievalResult = Awaited<ReturnType<typeof retrievalSuite>>;

async function find(context: SuiteContext, captions: readonly Query[], queries: readonly Query[]) {
  const encoder = await context.captions();
  const embeddings = await encoder.embedAll(captions.map(({ prompt }) => prompt));
  const found: Found[] = [];
  for (const [seed, query] of queries.entries()) {
    const own = captions.indexOf(query);
    const positive = query.style === undefined ? query.prompt : `${query.prompt}, sharp`; // nobody could tell the style of a blur
    const request = { positive, negative: '', scale: 0, seed };
    const [verdict] = await drawAndJudge(context.engine, context.classifier, request, ['none']);
    const { subjectLogits, embedding, values } = verdict!;
    const names = context.classifier.subjectNames;
    const logits = among(names.indexOf(query.subject), names.length, CANDIDATES).map(
      (i) => subjectLogits[i]!,
    );
    const scores = among(own, captions.length, CANDIDATES).map((i) => cosine(embedding, embeddings[i]!));
    const styled = query.style === undefined || values.style === query.style;
    found.push({ head: argmax(logits) === 0 && styled, dual: argmax(scores) === 0 });
  }
  return { head: share(found, ({ head }) => head), dual: share(found, ({ dual }) => dual) };
}
