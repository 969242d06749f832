import { describe, expect, it } from 'vitest'
import { exactTime, relativeTime } from '#components/ui/time/relative-time.ts'

const now = Date.parse('2026-11-23T03:04:00Z')

describe('relativeTime', () => {
  it.each([
    ['2026-11-23T03:03:30Z', 'just now'],
    ['2026-11-23T03:04:20Z', 'just now'],
    ['2026-11-23T03:03:00Z', '1 min ago'],
    ['2026-11-23T02:05:00Z', '59 min ago'],
    ['2026-11-23T00:04:00Z', '3 h ago'],
    ['2026-11-20T03:04:00Z', '3 d ago'],
    ['2026-09-01T03:04:00Z', '2 mo ago'],
    ['2024-11-01T03:04:00Z', '2 y ago'],
    ['2026-11-23T03:19:00Z', 'in 15 min'],
  ])('shows %s as %s', (at, text) => {
    expect(relativeTime(Date.parse(at), now)).toBe(text)
  })
})

describe('exactTime', () => {
  it('names the zone', () => {
    expect(exactTime(now, 'UTC')).toBe('Mon, 23 Nov 2026, 03:04:00 UTC')
  })
})
