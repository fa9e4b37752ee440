// The core image: a heap written to a file, laid out for one fixed address, and
// mapped back without looking at its objects.
//
// Stage 0 (norn-boot) calls write_image once; every start of norn calls
// map_image. Both need the same kinds registered with the same layouts.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "heap/heap.h"

namespace norn {

// Where images want to be: far from what the kernel, ASan and PIE programs use.
inline constexpr uint64_t kImageAddress = 0x2000'0000'0000;

// Writes everything reachable from `roots` to a file. Objects of one kind lie together, in the order in which they are
// reached, so that those which get written at run time (vars, atoms) share few pages. Cached hashes are kept.
// Fails when something reachable can't be in an image (KindHooks::freeze); the text says what, and how it is reached.
// Requires: values found by trace hooks lie inside their object.
Result<void> write_image(Heap& heap, std::span<const Value> roots, const std::string& path);

// Maps an image and returns its roots. `data` is the image in memory (linked into the executable). When `fd` is a file
// that holds the same bytes at the page-aligned `file_offset`, pages come from that file and only touched ones cost;
// otherwise (fd = -1) they are copied. The image is relocated when its address is taken.
// Requires: all kinds are registered; the heap has no image yet.
Result<std::vector<Value>> map_image(Heap& heap, const void* data, size_t size, int fd = -1, off_t file_offset = 0);

// The same for an image that is linked into the running executable, page-aligned: its pages come from that file.
Result<std::vector<Value>> map_linked_image(Heap& heap, const void* begin, const void* end);

}  // namespace norn
