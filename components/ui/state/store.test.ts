import { describe, expect, it, vi } from 'vitest'
import { createStore } from '#components/ui/state/store.ts'

describe('a store', () => {
  it('notifies its listeners of a new value only', () => {
    const store = createStore(1)
    const listener = vi.fn()
    store.subscribe(listener)

    store.set(2)
    store.set(2)

    expect(store.get()).toBe(2)
    expect(listener).toHaveBeenCalledTimes(1)
  })

  it('does not notify a listener that has left', () => {
    const store = createStore('a')
    const listener = vi.fn()
    const leave = store.subscribe(listener)

    leave()
    store.set('b')

    expect(listener).not.toHaveBeenCalled()
  })

  it('does work for its value only while someone listens, and once for all listeners', () => {
    const running: string[] = []
    const store = createStore(0, () => {
      running.push('start')
      return () => running.push('stop')
    })

    const first = store.subscribe(() => {})
    const second = store.subscribe(() => {})
    first()
    second()
    store.subscribe(() => {})

    expect(running).toEqual(['start', 'stop', 'start'])
  })
})
