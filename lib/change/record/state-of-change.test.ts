import { expect, it } from 'vitest'
import {
  type Follower,
  quietMs,
  type StateEvidence,
  stateOfChange,
} from '#lib/change/record/state-of-change.ts'

const now = Date.parse('2026-11-23T12:00:00Z')
const sound = { signature: 'ours' as const, hasReadRevisions: false, differences: [], more: 0, unread: 0 }
const wrote: Follower = { counts: { written: 1 }, proof: sound }
const begun: Follower = { proof: sound }
const forged: Follower = { counts: { written: 1 }, proof: { ...sound, signature: 'none' } }
const at = '2026-11-23T11:59:55Z'
const evidence: StateEvidence = {
  isProposal: false,
  planned: 2,
  undoneBy: [],
  continuedBy: [],
  lastSeen: now - quietMs,
  now,
}

it.each<[string, Partial<StateEvidence>, string]>([
  ['no end is recorded and it was quiet for a while', {}, 'interrupted'],
  ['no end is recorded and something was written a moment ago', { lastSeen: now - quietMs + 1 }, 'running'],
  ['all of its units were written', { counts: { written: 2 } }, 'done'],
  ['some were written before it was resumed', { counts: { written: 1, 'already-written': 1 } }, 'done'],
  ['one was refused', { counts: { written: 1, refused: 1 } }, 'partly'],
  [
    'another record wrote the rest',
    { counts: { written: 1, refused: 1 }, continuedBy: [wrote] },
    'continued',
  ],
  ['another record wrote the rest of what was interrupted', { continuedBy: [wrote] }, 'continued'],
  ['another record only began to', { continuedBy: [begun] }, 'interrupted'],
  ['it was whole before anyone continued it', { counts: { written: 2 }, continuedBy: [wrote] }, 'done'],
  ['another change undid it', { counts: { written: 2 }, undoneBy: [wrote] }, 'undone'],
  ['it was kept and nobody began to write it', { isProposal: true }, 'proposed'],
  ['a proposal was written', { isProposal: true, counts: { written: 2 } }, 'done'],
  ['someone else wrote a proposal', { isProposal: true, continuedBy: [wrote] }, 'continued'],
  [
    'a wave is being written',
    { counts: { written: 1 }, waveState: { state: 'running', wave: 2, at } },
    'running',
  ],
  [
    'a wave began long ago and something was written a moment ago',
    { counts: { written: 1 }, waveState: { state: 'running', wave: 2, at: '2026-11-23T11:00:00Z' } },
    'running',
  ],
  [
    'a wave was left',
    { waveState: { state: 'running', wave: 2, at: '2026-11-23T11:00:00Z' }, lastSeen: now - 2 * quietMs },
    'interrupted',
  ],
  ['a person decides about the next wave', { waveState: { state: 'held', after: 1, at } }, 'held'],
  ['a wave failed', { waveState: { state: 'stopped', wave: 1, at, why: 'checks', units: 1 } }, 'stopped'],
  ['someone ended its waves', { waveState: { state: 'ended', by: 'x', at } }, 'ended'],
  ['all of its waves are written', { counts: { written: 2 }, waveState: { state: 'done', at } }, 'done'],
  ['an undo wrote nothing yet', { counts: { written: 2 }, undoneBy: [begun] }, 'done'],
  ['an unsigned Tag says that it undoes it', { counts: { written: 2 }, undoneBy: [forged] }, 'done'],
])('when %s', (_, given, state) => {
  expect(stateOfChange({ ...evidence, ...given })).toBe(state)
})
