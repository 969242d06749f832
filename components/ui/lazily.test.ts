import { afterEach, describe, expect, it, vi } from 'vitest'
import { LazyCode, loadTheRest } from '#components/ui/lazily.tsx'
import { holdTheRest } from '#lib/queries/around/rows-first.ts'

afterEach(() => void vi.useRealTimers())

/** Code whose loading is counted, and fails as often as asked. */
function counted(failures: number) {
  let tries = 0
  const code = new LazyCode(() => {
    tries += 1
    return tries <= failures ? Promise.reject(new Error('no such chunk')) : Promise.resolve('code')
  })
  return { code, tries: () => tries }
}

describe('code that is loaded when it is needed', () => {
  it('is asked for once, however many need it', async () => {
    const { code, tries } = counted(0)
    expect(code.code).toBeUndefined()

    await Promise.all([code.load(), code.load()])
    await code.load()

    expect(tries()).toBe(1)
    expect(code.code).toBe('code')
  })

  it('can be asked for again after it could not be loaded', async () => {
    const { code } = counted(1)

    await code.load()
    expect(code.hasFailed).toBe(true)
    expect(code.code).toBeUndefined()

    await code.load()
    expect(code.hasFailed).toBe(false)
    expect(code.code).toBe('code')
  })

  it('comes with the rest of the page, also when some of it cannot be loaded', async () => {
    const broken = counted(Number.POSITIVE_INFINITY)
    const sound = counted(0)

    await loadTheRest()

    expect(broken.code.hasFailed).toBe(true)
    expect(sound.code.code).toBe('code')
  })
  it('waits for rows that somebody asks for meanwhile', async () => {
    vi.useFakeTimers()
    const { code } = counted(0)
    const release = holdTheRest()
    const rest = loadTheRest()
    await vi.advanceTimersByTimeAsync(500)
    expect(code.code).toBeUndefined()

    release()
    await vi.advanceTimersByTimeAsync(5000)
    await rest
    expect(code.code).toBe('code')
  })
})
