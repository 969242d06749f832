import { describe, expect, it } from 'vitest'
import { readEnv } from '#lib/server/process/env.ts'

const good = {
  NODE_ENV: 'production',
  CONFIGHUB_URL: 'https://hub.example/api',
  HUBDECK_SECRET: 'a-secret-of-at-least-thirty-two-characters',
}

describe('readEnv', () => {
  it('reads what is needed and fills in the rest', () => {
    expect(readEnv(good)).toMatchObject({
      CONFIGHUB_URL: 'https://hub.example',
      HUBDECK_DEMO_USERS: [],
      HUBDECK_SEAL_MINUTES: 15,
    })
  })

  it('names every setting that is wrong, and shows no secret', () => {
    const read = () =>
      readEnv({ ...good, CONFIGHUB_URL: 'hub', HUBDECK_SECRET: 'short', HUBDECK_DEMO_USERS: '{' })

    expect(read).toThrow(/CONFIGHUB_URL[\s\S]*HUBDECK_SECRET[\s\S]*HUBDECK_DEMO_USERS/)
    expect(read).not.toThrow(/short/)
  })

  it('reads what is asked of a change', () => {
    expect(readEnv({ ...good, HUBDECK_PROTECTED: 'Environment=prod, Tier=1' })).toMatchObject({
      HUBDECK_TICKET_PATTERN: '',
      HUBDECK_TICKET_REQUIRED: false,
      HUBDECK_CONFIRM_ABOVE: 100,
      HUBDECK_PROTECTED: [
        { label: 'Environment', value: 'prod' },
        { label: 'Tier', value: '1' },
      ],
    })
  })

  it.each([
    ['HUBDECK_TICKET_PATTERN', '(TRD'],
    ['HUBDECK_TICKET_PATTERN', '(?=TRD)'],
    ['HUBDECK_TICKET_PATTERN', '(a)\\1'],
    ['HUBDECK_TICKET_REQUIRED', 'yes'],
    ['HUBDECK_CONFIRM_ABOVE', '-1'],
    ['HUBDECK_PROTECTED', 'prod'],
    ['HUBDECK_PROTECTED', 'Environment='],
  ])('refuses %s=%s', (name, value) => {
    expect(() => readEnv({ ...good, [name]: value })).toThrow(name)
  })

  it('treats an empty setting as absent', () => {
    expect(readEnv({ ...good, HUBDECK_ORIGIN: '', HUBDECK_SEAL_MINUTES: '' }).HUBDECK_SEAL_MINUTES).toBe(15)
  })

  it.each([
    ['', { reads: 3000, 'previews-at-once': 4 }],
    ['reads=6000, commits=10', { reads: 6000, commits: 10, values: 600 }],
  ])('reads limits: %o', (HUBDECK_LIMITS, limits) => {
    expect(readEnv({ ...good, HUBDECK_LIMITS }).HUBDECK_LIMITS).toMatchObject(limits)
  })

  it.each(['raeds=1', 'reads', 'reads=0', 'reads=-1', 'reads=1.5', 'reads=many', '=1', 'constructor=1'])(
    'names a limit that is wrong: %o',
    (HUBDECK_LIMITS) => {
      expect(() => readEnv({ ...good, HUBDECK_LIMITS })).toThrow(/HUBDECK_LIMITS: /)
    },
  )

  it('reads which units need approvals, with the number after the last colon', () => {
    const HUBDECK_APPROVALS = "Labels.Environment = 'prod': 1;\nSlug = 'a:b' AND Space.Slug LIKE '%-eu': 2\n"
    expect(readEnv({ ...good, HUBDECK_APPROVALS })).toMatchObject({
      HUBDECK_APPROVALS: [
        { condition: "Labels.Environment = 'prod'", count: 1 },
        { condition: "Slug = 'a:b' AND Space.Slug LIKE '%-eu'", count: 2 },
      ],
      HUBDECK_APPROVALS_UNDO: 'exempt',
    })
  })

  it.each([
    "Slug = 'a'",
    "Slug = 'a': 0",
    "Slug = 'a': 10",
    ': 1',
    'Slug = a: 1',
    "Lables.Environment = 'prod': 1",
  ])('does not start with a rule that would protect nothing: %o', (HUBDECK_APPROVALS) => {
    expect(() => readEnv({ ...good, HUBDECK_APPROVALS })).toThrow(/HUBDECK_APPROVALS: /)
  })
})
