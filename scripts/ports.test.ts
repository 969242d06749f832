import { createServer } from 'node:net'
import { expect, it } from 'vitest'
import { mustBeFree } from '#scripts/ports.ts'

it('names the part that needs a port already in use, and how to choose another', async () => {
  const other = createServer()
  const port = await new Promise<number>((resolve) => {
    other.listen(0, '127.0.0.1', () => {
      const address = other.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })

  await expect(mustBeFree('127.0.0.1', port, 'the embedded hub', '--hub-port')).rejects.toMatchObject({
    message: expect.stringContaining(`Port ${port}, for the embedded hub`),
    remedy: expect.stringContaining(`--hub-port ${port + 1}`),
  })

  await new Promise((resolve) => other.close(resolve))
  await expect(mustBeFree('127.0.0.1', port, 'the embedded hub', '--hub-port')).resolves.toBeUndefined()
})
