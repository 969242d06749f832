import type { Figures } from '#bench/change-figures.ts'
import { type Line, linesOf } from '#bench/target-table.ts'

/** What was measured of previews and commits, as the lines of the table. */
export function changeLines({ ours, bare }: Figures): Line[] {
  const line = linesOf((name) => [ours.get(name), bare.get(name)])
  const preview = (units: number, all: number, first?: Line['target']): Line[] => [
    line(`preview of ${units} units: first row`, 'ms', `first of ${units}`, first),
    line('  quickest', 'ms', `quickest first of ${units}`),
    line('  all rows', 's', `all of ${units}`, { atMost: all }),
    line('  quickest', 's', `quickest of ${units}`),
    line('  processor time of the dashboard', 's', `processor of ${units}`),
  ]
  return [
    ...preview(500, 3, { atMost: 500 }),
    ...preview(2000, 10),
    ...preview(5000, 25),
    line('  growth of its memory', 'MiB', 'memory of 5000', { atMost: 150 }),
    line('  slowest /healthz meanwhile; beside it: of an idle server', 'ms', 'health of 5000', {
      atMost: 100,
    }),
    line('commit of 500 units', 's', 'commit', { atMost: 8 }),
    line('  quickest', 's', 'quickest commit'),
    line('  processor time of the dashboard', 's', 'processor of commit'),
    line('  beside it: one unit after another', 's', 'commit beside single writes'),
    line('undo of 500 units: all rows of its preview', 's', 'preview of undo', { atMost: 3 }),
    line('  its commit', 's', 'undo', { atMost: 8 }),
    line('classes in the preview of 5,000 units', '', 'classes', { atLeast: 50 }),
    line('  a press that opens a class, until it is drawn', 'ms', 'open class', { atMost: 100 }),
    line('  a press that excludes a class, until it is drawn', 'ms', 'exclude class', { atMost: 100 }),
    line('  scrolled by 400 px a frame', '/s', 'class frames', { atLeast: 59 }),
    line('  processor time of the page for a frame', 'ms', 'class processor', { atMost: 16 }),
    line('result of 10,000 units, scrolled; beside it: the page at rest', '/s', 'frames', { atLeast: 59 }),
    line('  95 % of frames within', 'ms', 'p95 frame'),
    line('  longest', 'ms', 'longest frame'),
    line('  processor time of the page for a frame', 'ms', 'processor of frame', { atMost: 16 }),
  ]
}
