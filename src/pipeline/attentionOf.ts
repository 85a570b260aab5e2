// Where a picture of a loaded model reads its words.

import type { AttentionMaps, PictureRequest } from '../protocol/engine.ts';
import { AttentionUnavailableError } from './errors.ts';
import { guidanceOf } from './guide.ts';
import type { OpenModel } from './openModel.ts';
import { promptsOf } from './promptsOf.ts';

/** @throws AttentionUnavailableError; CancelledError between two steps */
export async function attentionOf(
  { model, backend }: Pick<OpenModel, 'model' | 'backend'>,
  request: PictureRequest,
  signal: AbortSignal,
): Promise<AttentionMaps> {
  const { aside, attention } = await model.network(request.checkpoint);
  if (!attention) throw new AttentionUnavailableError(backend.gpu !== undefined, model.facts.name);
  const { states } = await promptsOf(aside, request);
  const guidance = guidanceOf(request, request, model.facts.family, states);
  return { status: 'done', request, ...(await attention(guidance, states, request, signal)) };
}
