import type { ChangeStateName } from '#lib/change/record/state-of-change.ts'

type Words = {
  readonly label: string
  /** What it means, for a tooltip. */
  readonly means: string
  readonly tone: 'neutral' | 'added' | 'attention' | 'changed'
}

export const stateWords: Readonly<Record<ChangeStateName, Words>> = {
  proposed: {
    label: 'proposed',
    means: 'Kept for others to look at; nothing is written yet',
    tone: 'neutral',
  },
  held: { label: 'held', means: 'Between two waves: someone decides about the next one', tone: 'attention' },
  stopped: { label: 'stopped', means: 'A wave failed, so no further one was written', tone: 'attention' },
  ended: { label: 'ended', means: 'Someone decided to write no further wave', tone: 'neutral' },
  running: { label: 'running', means: 'Its units are being written', tone: 'changed' },
  interrupted: {
    label: 'interrupted',
    means: 'Writing ended before its end: open it to see what was written',
    tone: 'attention',
  },
  continued: { label: 'continued', means: 'Another change wrote the rest of it', tone: 'neutral' },
  partly: { label: 'done in part', means: 'Some of its units were not written', tone: 'attention' },
  done: { label: 'done', means: 'All of its units were written', tone: 'added' },
  undone: { label: 'undone', means: 'Another change restored what was before', tone: 'neutral' },
}
