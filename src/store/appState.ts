// The whole state: its slices, each one topic. Plain data and actions; no tensor, buffer, worker or timer.
import type { AttentionSlice } from './attentionSlice.ts';
import type { DownloadSlice } from './downloadSlice.ts';
import type { EngineSlice } from './engineSlice.ts';
import type { FrameSlice } from './frameSlice.ts';
import type { GuidanceSlice } from './guidanceSlice.ts';
import type { ModelSlice } from './modelSlice.ts';
import type { PromptSlice } from './promptSlice.ts';
import type { RecentSlice } from './recentSlice.ts';

export type AppState = PromptSlice &
  GuidanceSlice &
  EngineSlice &
  FrameSlice &
  ModelSlice &
  DownloadSlice &
  RecentSlice &
  AttentionSlice;
