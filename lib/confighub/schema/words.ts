import * as z from 'zod/mini'
import en from 'zod/v4/locales/en.js'

// The small edition of zod, which the browser gets, has no words of its own.
z.config(en())
