// Package server serves a graph over HTTP: Cayley's own console, Cayley's API under /api/v2, the
// canned queries under /api/queries, the shape of a query under /api/v1/shape, and plain pages for
// people who do not write queries.
//
// No page makes a request to another host. The server listens on loopback addresses unless it is
// given a token, changes nothing unless it is given a Writer, and bounds every request in size and
// time. Free queries never run in the server's process: they are handed to a Sandbox.
package server
