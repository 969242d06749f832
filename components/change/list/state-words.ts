import type { ChangeStateName } from '#lib/change/record/change-states.ts'

type Words = {
  readonly label: string
  /** What it means, for a tooltip. */
  readonly means: string
  readonly tone: 'neutral' | 'added' | 'attention' | 'changed'
}

const says = (label: string, tone: Words['tone'], means: string): Words => ({ label, means, tone })

export const stateWords: Readonly<Record<ChangeStateName, Words>> = {
  proposed: says('proposed', 'neutral', 'Kept for others to look at; nothing is written yet'),
  approved: says('approved', 'added', 'Others approved what needs it; nothing is written yet'),
  held: says('held', 'attention', 'Between two waves: someone decides about the next one'),
  stopped: says('stopped', 'attention', 'A wave failed, so no further one was written'),
  ended: says('ended', 'neutral', 'Someone decided to write no further wave'),
  running: says('running', 'changed', 'Its units are being written'),
  interrupted: says(
    'interrupted',
    'attention',
    'Writing ended before its end: open it to see what was written',
  ),
  continued: says('continued', 'neutral', 'Another change wrote the rest of it'),
  partly: says('done in part', 'attention', 'Some of its units were not written'),
  done: says('done', 'added', 'All of its units were written'),
  undone: says('undone', 'neutral', 'Another change restored what was before'),
}
