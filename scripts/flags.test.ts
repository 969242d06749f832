import { describe, expect, it } from 'vitest'
import { readFlags } from '#scripts/flags.ts'

describe('readFlags', () => {
  it('takes flags before the environment and the environment before the defaults', () => {
    expect(readFlags([], {})).toEqual({ port: 3000, hubPort: 9090, host: '127.0.0.1' })
    expect(readFlags([], { HUBDECK_PORT: '4000' })).toMatchObject({ port: 4000 })
    expect(readFlags(['--port', '5000', '--hub-port=5001'], { HUBDECK_PORT: '4000' })).toMatchObject({
      port: 5000,
      hubPort: 5001,
    })
  })

  it.each([
    { args: ['--port', '0'], says: 'from 1 to 65535' },
    { args: ['--port', 'http'], says: 'from 1 to 65535' },
    { args: ['--prot', '3000'], says: 'Usage: npm start' },
    { args: ['--port', '9090'], says: 'two different ports' },
    { args: ['--host', '0.0.0.0'], says: 'CONFIGHUB_URL' },
  ])('refuses $args and says what to do', ({ args, says }) => {
    expect(() => readFlags(args, {})).toThrow(
      expect.objectContaining({ remedy: expect.stringContaining(says) }),
    )
  })

  it('listens beyond loopback only for a real server', () => {
    const environment = { CONFIGHUB_URL: 'https://hub.example.com' }
    expect(readFlags(['--host', '0.0.0.0'], environment)).toMatchObject({ host: '0.0.0.0' })
  })
})
