import * as z from 'zod/mini'

// The pages' policy forbids code made from text. Without this zod tries it once, and the browser reports a violation.
z.config({ jitless: true })
