import { describe, expect, it } from 'vitest'
import { decodeOutput } from '#lib/confighub/outputs.ts'

describe('decodeOutput', () => {
  it.each([
    ['base64 of JSON', Buffer.from('[{"Value":2}]').toString('base64'), '[{"Value":2}]'],
    ['base64 of UTF-8', Buffer.from('{"a":"Zürich €"}').toString('base64'), '{"a":"Zürich €"}'],
    ['URL-safe base64 without padding', Buffer.from('{"a":"??>>"}').toString('base64url'), '{"a":"??>>"}'],
    ['plain JSON', '[{"Value":2}]', '[{"Value":2}]'],
    ['plain text', 'kind: Deployment\n', 'kind: Deployment\n'],
  ])('reads %s', (_, sent, text) => {
    expect(decodeOutput(sent)).toBe(text)
  })
})
