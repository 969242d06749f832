'use client'

import { type FunctionComponent, useEffect, useState } from 'react'

/** A component whose code is not there from the start. */
export type LazyComponent<P> = FunctionComponent<P> & {
  /** Begins to load the code; a person is about to need it. */
  readonly load: () => void
}

const sources = new Set<() => Promise<unknown>>()

/**
 * A component whose code is loaded when it is first shown, or before by `loadTheRest`. It renders at once when the code is
 * there. For what is shown only after something was pressed or answered: the server renders nothing in its place.
 */
export function lazily<P extends object>(find: () => Promise<FunctionComponent<P>>): LazyComponent<P> {
  const source = new Source(find)
  sources.add(() => source.load())
  return Object.assign((props: P) => <Part source={source} props={props} />, {
    load: () => void source.load(),
  })
}

/** Where the code of one component comes from. */
class Source<P> {
  component: FunctionComponent<P> | undefined
  hasFailed = false
  private loading: Promise<void> | undefined
  private readonly find: () => Promise<FunctionComponent<P>>

  constructor(find: () => Promise<FunctionComponent<P>>) {
    this.find = find
  }

  /** Resolves when the code is there or could not be loaded; a failed try is made again. */
  load(): Promise<void> {
    this.loading ??= this.find().then(
      (component) => {
        this.component = component
        this.hasFailed = false
      },
      () => {
        this.hasFailed = true
        this.loading = undefined
      },
    )
    return this.loading
  }
}

function Part<P extends object>({ source, props }: { source: Source<P>; props: P }) {
  const [, setTries] = useState(0)
  const isHere = source.component !== undefined
  const tryToLoad = () => void source.load().then(() => setTries((tries) => tries + 1))
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each place; a failed try is repeated by a press
  useEffect(() => {
    if (!isHere) tryToLoad()
  }, [])
  if (source.component !== undefined) return <source.component {...props} />
  return source.hasFailed ? <NotLoaded onTryAgain={tryToLoad} /> : null
}

function NotLoaded({ onTryAgain }: { onTryAgain: () => void }) {
  return (
    <p
      role="alert"
      className="fixed right-4 bottom-4 z-60 flex items-center gap-3 rounded-md border border-line bg-raised p-3 text-sm shadow-float"
    >
      A part of this page could not be loaded. Is Hubdeck still running?
      <button type="button" className="rounded-sm text-accent underline" onClick={onTryAgain}>
        Try again
      </button>
    </p>
  )
}

/** Loads the code of everything that is not on screen yet, one after the other, whenever the browser has nothing to do. */
export async function loadTheRest(): Promise<void> {
  for (const load of sources) {
    await new Promise<void>(whenIdle)
    await load()
  }
}

function whenIdle(run: () => void): void {
  // Safari has no idle callbacks.
  if ('requestIdleCallback' in globalThis) requestIdleCallback(run, { timeout: 1000 })
  else setTimeout(run, 50)
}

/** Whether it was ever true: what was shown once stays, to be seen leaving. */
export function useHasBeen(isTrue: boolean): boolean {
  const [hasBeen, setHasBeen] = useState(isTrue)
  if (isTrue && !hasBeen) setHasBeen(true)
  return hasBeen || isTrue
}
