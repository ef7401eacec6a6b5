#pragma once
// The C face of Z3. Written for 4.8.12; only functions that later releases still have are called.
#include <z3.h>
