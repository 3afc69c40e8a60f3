import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router'
import { DeskPage } from '../desk/desk_page'
import { CasePage } from '../cases/case_page'
import { HelplinePage } from '../helpline/helpline_page'
import { PersonPage } from '../people/person_page'
import { PlanPage } from '../plan/plan_page'
import { FirstPlace, Shell } from './shell'

const root = createRootRoute({ component: Shell, notFoundComponent: FirstPlace })

const routes = [
  createRoute({ getParentRoute: () => root, path: '/', component: FirstPlace }),
  createRoute({ getParentRoute: () => root, path: '/desk', component: DeskPage }),
  createRoute({ getParentRoute: () => root, path: '/helpline', component: HelplinePage }),
  createRoute({ getParentRoute: () => root, path: '/plan', component: PlanPage }),
  createRoute({ getParentRoute: () => root, path: '/people/$id', component: PersonPage }),
  createRoute({ getParentRoute: () => root, path: '/cases/$id', component: CasePage }),
]

export const router = createRouter({ routeTree: root.addChildren(routes) })

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
