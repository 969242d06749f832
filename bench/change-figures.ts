import {
  bareReadsMs,
  bareWritesMs,
  commitRun,
  previewRun,
  type Side,
  undoPreviewRun,
} from '#bench/change-runs.ts'
import { classFrames } from '#bench/class-frames.ts'
import { median } from '#bench/measure.ts'
import { outcomeFrames } from '#bench/outcome-frames.ts'
import { type Used, watched } from '#bench/process-watch.ts'

/** Two columns of the table: through Hubdeck, and the reads and writes that it cannot avoid. */
export type Figures = { readonly ours: Map<string, number>; readonly bare: Map<string, number> }

const previews = [
  { units: 500, rounds: 5 },
  { units: 2000, rounds: 2 },
  { units: 5000, rounds: 2 },
]
const commits = 3

type Server = { readonly url: string; readonly pid: number }

/** Measures previews, commits and the page of a result, each beside its bare side, so that both meet the same machine. */
export async function changeFigures(side: Side, pid: number, only: string): Promise<Figures> {
  const server = { url: side.dashboard, pid }
  const figures: Figures = { ours: new Map(), bare: new Map() }
  // Compiles what is measured, in all threads.
  for (let warmUp = 0; warmUp < 4; warmUp += 1) await previewRun(side, 500, 10 + warmUp)
  if ('preview'.startsWith(only)) await previewFigures(side, server, figures)
  if ('commit'.startsWith(only)) await commitFigures(side, server, figures)
  if ('classes'.startsWith(only)) await classFigures(side, figures)
  if ('result'.startsWith(only)) await resultFigures(side, figures)
  return figures
}

async function previewFigures(side: Side, server: Server, { ours, bare }: Figures): Promise<void> {
  const quiet = await watched(server, () => new Promise((resolve) => setTimeout(resolve, 3000)))
  bare.set('health of 5000', quiet.used.slowestHealthMs)
  let replicas = 20
  for (const { units, rounds } of previews) {
    const times = { first: [] as number[], all: [] as number[], bare: [] as number[], used: [] as Used[] }
    for (let round = 0; round < rounds; round += 1) {
      times.bare.push(await bareReadsMs(side, units))
      const { value, used } = await watched(server, () => previewRun(side, units, replicas++))
      times.first.push(value.firstMs)
      times.all.push(value.allMs)
      times.used.push(used)
    }
    ours.set(`first of ${units}`, median(times.first)).set(`all of ${units}`, median(times.all) / 1000)
    ours.set(`quickest first of ${units}`, Math.min(...times.first))
    ours.set(`quickest of ${units}`, Math.min(...times.all) / 1000)
    bare.set(`all of ${units}`, median(times.bare) / 1000)
    bare.set(`quickest of ${units}`, Math.min(...times.bare) / 1000)
    ours.set(`processor of ${units}`, median(times.used.map(({ cpuSeconds }) => cpuSeconds)))
    ours.set(`memory of ${units}`, Math.max(...times.used.map(({ grownMiB }) => grownMiB)))
    ours.set(`health of ${units}`, Math.max(...times.used.map(({ slowestHealthMs }) => slowestHealthMs)))
  }
}

async function classFigures(side: Side, { ours }: Figures): Promise<void> {
  const { classes, openMs, excludeMs, scrolled } = await classFrames(side, 90)
  ours.set('classes', classes).set('open class', openMs).set('exclude class', excludeMs)
  ours.set('class frames', scrolled.perSecond).set('class processor', scrolled.processorMs)
}

async function resultFigures(side: Side, { ours, bare }: Figures): Promise<void> {
  const { scrolled, idle } = await outcomeFrames(side)
  for (const [into, frames] of [
    [ours, scrolled],
    [bare, idle],
  ] as const) {
    into.set('frames', frames.perSecond).set('p95 frame', frames.p95Ms).set('longest frame', frames.longestMs)
    into.set('processor of frame', frames.processorMs)
  }
}

async function commitFigures(side: Side, server: Server, { ours, bare }: Figures): Promise<void> {
  const times = { ours: [] as number[], bare: [] as number[], cpu: [] as number[] }
  const undo = { preview: [] as number[], commit: [] as number[] }
  for (let round = 0; round < commits; round += 1) {
    const { preview } = await previewRun(side, 500, 100 + round)
    const { value, used } = await watched(server, () => commitRun(side, preview))
    times.ours.push(value.allMs)
    times.cpu.push(used.cpuSeconds)
    const back = await undoPreviewRun(side, value.written)
    undo.preview.push(back.allMs)
    undo.commit.push((await commitRun(side, back.preview)).allMs)
    times.bare.push(await bareWritesMs(side, 500, 200 + round))
  }
  ours.set('commit', median(times.ours) / 1000).set('quickest commit', Math.min(...times.ours) / 1000)
  bare.set('commit', median(times.bare) / 1000).set('quickest commit', Math.min(...times.bare) / 1000)
  ours.set('processor of commit', median(times.cpu))
  ours.set('preview of undo', median(undo.preview) / 1000).set('undo', median(undo.commit) / 1000)
  ours.set('commit beside single writes', median(times.ours) / 1000)
  bare.set('commit beside single writes', (await bareWritesMs(side, 500, 250, 1)) / 1000)
}
