'use client';

import { createContext } from 'react';

import type { RealtimeSession } from '@repartee/core';

/** Carries the session from a SessionProvider down to the hooks. */
export const SessionContext = createContext<RealtimeSession | null>(null);
