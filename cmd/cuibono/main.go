// Command cuibono reads news into a graph of who funds what, with who says so.
package main

import (
	"os"

	"cuibono/cmd"
)

func main() { os.Exit(cmd.Main(os.Args[1:])) }
