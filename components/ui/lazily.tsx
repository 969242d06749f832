'use client'

import { type FunctionComponent, useEffect, useState } from 'react'
import { whenIdle } from '#lib/base/when-idle.ts'
import { rowsFirst } from '#lib/queries/around/rows-first.ts'

/** A component whose code is not there from the start. */
export type LazyComponent<P> = FunctionComponent<P> & {
  /** Begins to load the code; resolves when it is there or could not be loaded. */
  readonly load: () => Promise<void>
}

/**
 * A component whose code is loaded when it is first shown, or before by `loadTheRest`. It renders at once when the code is
 * there. For what is shown only after something was pressed or answered: the server renders nothing in its place. What a
 * room shows later is in one file, its `later.ts`, because each file that is imported like this is at least one request.
 */
export function lazily<K extends string, M extends Record<K, FunctionComponent<never>>>(
  name: K,
  find: () => Promise<M>,
): M[K] extends (props: infer P) => unknown ? LazyComponent<P> : never
export function lazily<K extends string, P extends object>(
  name: K,
  find: () => Promise<Record<K, FunctionComponent<P>>>,
): LazyComponent<P> {
  const source = new LazyCode(async () => (await find())[name])
  return Object.assign((props: P) => <Part source={source} props={props} />, { load: () => source.load() })
}

const sources: LazyCode<unknown>[] = []

/** Code that is loaded when it is first needed: a component, or a function. */
export class LazyCode<C> {
  code: C | undefined
  hasFailed = false
  private loading: Promise<void> | undefined
  private readonly find: () => Promise<C>

  constructor(find: () => Promise<C>) {
    this.find = find
    sources.push(this)
  }

  /** Resolves when the code is there or could not be loaded; a failed try is made again. */
  load(): Promise<void> {
    this.loading ??= this.find().then(
      (code) => {
        this.code = code
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

/** The code, once it is needed and there. */
export function useLazyCode<C>(source: LazyCode<C>, isNeeded: boolean) {
  const [, setTries] = useState(0)
  const isMissing = isNeeded && source.code === undefined
  const tryToLoad = () => void source.load().then(() => setTries((tries) => tries + 1))
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each need; a failed try is repeated by a press
  useEffect(() => {
    if (isMissing) tryToLoad()
  }, [isMissing])
  return { code: source.code, hasFailed: source.hasFailed, tryToLoad }
}

function Part<P extends object>({ source, props }: { source: LazyCode<FunctionComponent<P>>; props: P }) {
  const { code: Code, hasFailed, tryToLoad } = useLazyCode(source, true)
  if (Code !== undefined) return <Code {...props} />
  return hasFailed ? <NotLoaded onTryAgain={tryToLoad} /> : null
}

export function NotLoaded({ onTryAgain }: { onTryAgain: () => void }) {
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
  for (const source of sources) {
    // Somebody may ask another query meanwhile.
    await rowsFirst()
    await new Promise<void>(whenIdle)
    await source.load()
  }
}

/** Whether it was ever true: what was shown once stays, to be seen leaving. */
export function useHasBeen(isTrue: boolean): boolean {
  const [hasBeen, setHasBeen] = useState(isTrue)
  if (isTrue && !hasBeen) setHasBeen(true)
  return hasBeen || isTrue
}
