import { describe, expect, it } from 'vitest'
import { shownDiff } from '#lib/config/mask/shown-changes.ts'

const app = (settings: string) => `kind: App\nname: a\nsettings: ${settings}\n`

describe('shownDiff', () => {
  it('shows whatever is not secret', () => {
    expect(shownDiff(app('[{key: LEVEL, value: info}]'), app('[{key: LEVEL, value: debug}]'))).toMatchObject([
      { path: expect.stringMatching(/value$/), from: 'info', to: 'debug' },
    ])
  })

  it.each([
    ['[{key: DB_PASSWORD, value: hunter2}]', '[{key: DB_PASSWORD, value: hunter3}]'],
    ['[{key: LEVEL, value: x}]', '[{key: LEVEL, value: x}, {key: DB_PASSWORD, value: hunter2}]'],
    ['[{key: DB_PASSWORD, value: hunter2}, {key: LEVEL, value: x}]', '[{key: LEVEL, value: x}]'],
    ['{password: hunter2}', '{password: hunter3}'],
    ['{password: hunter2}', '{}'],
  ])('reveals no secret from %s to %s', (before, after) => {
    const shown = shownDiff(app(before), app(after))

    expect(shown).not.toEqual([])
    expect(JSON.stringify(shown)).not.toContain('hunter')
  })

  it('shows that a secret changed, with its tags', () => {
    const [before, after] = [app('{password: hunter2}'), app('{password: hunter33}')]
    const mask = '••••••••'

    expect(shownDiff(before, after)).toMatchObject([{ path: 'settings.password', from: mask, to: mask }])
    expect(shownDiff(before, after, { fingerprint: (secret) => String(secret.length) })).toMatchObject([
      { path: 'settings.password', from: `${mask}7`, to: `${mask}8` },
    ])
    expect(shownDiff(before, before)).toEqual([])
  })

  it('names no element, key or resource by a secret', () => {
    const text = (name: string, secret: string) =>
      `kind: App\nmetadata: {name: ${secret}}\npassword: ${secret}\nenv: [{name: ${secret}, value: ${name}}]\nmap: {${secret}: ${name}}\n`

    const shown = shownDiff(text('a', 'q7Zabc9d'), text('b', 'q7Zabc9d'))
    expect(shown).toHaveLength(2)
    expect(JSON.stringify(shown)).not.toContain('q7Zabc9d')
  })

  it('leaves out whole resources', () => {
    const more = `${app('{}')}---\nkind: Secret\nmetadata: {name: s}\ndata: {a: hunter2}\n`

    expect(shownDiff(app('{}'), more)).toEqual([
      { resourceType: 'Secret', resourceName: '/s', path: '', change: 'Add' },
    ])
  })

  it('reveals nothing of a text that cannot be read', () => {
    expect(shownDiff('a: [hunter2', app('{}'))).toEqual([
      { resourceType: '', resourceName: '', path: '', change: 'Update' },
    ])
  })
})
