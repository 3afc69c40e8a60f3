// The services of the work places, fetched with the first of them.
import { createClient } from '@connectrpc/connect'
import { Cases } from '@gen/cases_pb'
import { Catalogue } from '@gen/catalogue_pb'
import { Helpline } from '@gen/helpline_pb'
import { Intake } from '@gen/intake_pb'
import { People } from '@gen/people_pb'
import { Plan } from '@gen/plan_pb'
import { transport } from './clients'

export const cases = createClient(Cases, transport)
export const catalogue = createClient(Catalogue, transport)
export const helpline = createClient(Helpline, transport)
export const intake = createClient(Intake, transport)
export const people = createClient(People, transport)
export const plan = createClient(Plan, transport)
