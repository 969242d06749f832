import { command } from '#scripts/problem.ts'
import { serve } from '#scripts/serve.ts'

await command(() => serve('start'))
