// Blocks, lines and chunks. See old_space.h for the model.
//
// Why line marks instead of free lists: promotion is then a pointer bump, the
// sweep costs 256 bytes of reading per 32 KiB block whatever the objects are,
// and objects promoted together lie together. The price is that a line with one
// live object is kept whole.
//
// A chunk's first block can hold no objects, because a byte per line of the
// whole chunk is exactly one block. The bytes there that would stand for its own
// lines are the chunk's block table instead.
#include "heap/old_space.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstring>
#include <iterator>

#include "base/assert.h"

namespace norn {

namespace {

// Blocks with fewer free lines than this are left alone until the next sweep.
constexpr size_t kMinFreeLines = 8;
// From here on chunks ask for huge pages: fewer faults and TLB misses, at up to 2 MiB of slack.
constexpr size_t kHugePagesFromBytes = size_t{16} << 20;

struct ChunkHeader {
  uint8_t in_use[OldSpace::kBlocksPerChunk];
};
static_assert(sizeof(ChunkHeader) <= OldSpace::kLinesPerBlock);

ChunkHeader* header_of(char* chunk) { return reinterpret_cast<ChunkHeader*>(chunk); }

char* chunk_of(const void* address) {
  return reinterpret_cast<char*>(reinterpret_cast<uintptr_t>(address) & ~(OldSpace::kChunkBytes - 1));
}

// The mark bytes of the block that `address` lies in, starting with the line of `address`.
uint8_t* marks_at(char* address) {
  return reinterpret_cast<uint8_t*>(chunk_of(address)) + (address - chunk_of(address)) / OldSpace::kLineBytes;
}

void* map(size_t bytes) {
  void* memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  NORN_ASSERT(memory != MAP_FAILED, "the operating system gives no more memory");
  return memory;
}

size_t count_marked(const uint8_t* marks) {
  size_t count = 0;
  for (size_t line = 0; line < OldSpace::kLinesPerBlock; ++line) count += marks[line];
  return count;
}

}  // namespace

OldSpace::~OldSpace() {
  for (char* chunk : chunks_) munmap(chunk, kChunkBytes);
}

void* OldSpace::allocate_slow(size_t bytes) {
  if (bytes > kLineBytes && cursor_ != limit_) return allocate_in_own_block(bytes);
  for (;;) {
    if (!find_hole_in_current_block()) {
      if (!recycled_blocks_.empty()) {
        scan_from_ = recycled_blocks_.back();
        scan_end_ = scan_from_ + kBlockBytes;
        recycled_blocks_.pop_back();
        continue;
      }
      scan_from_ = scan_end_ = nullptr;
      cursor_ = take_free_block();
      limit_ = cursor_ + kBlockBytes;
    }
    if (bytes <= static_cast<size_t>(limit_ - cursor_)) {
      void* result = cursor_;
      cursor_ += bytes;
      return result;
    }
    return allocate_in_own_block(bytes);
  }
}

// Objects of more than a line do not search the holes: that could skip many of them.
void* OldSpace::allocate_in_own_block(size_t bytes) {
  if (bytes > static_cast<size_t>(overflow_limit_ - overflow_cursor_)) {
    overflow_cursor_ = take_free_block();
    overflow_limit_ = overflow_cursor_ + kBlockBytes;
  }
  void* result = overflow_cursor_;
  overflow_cursor_ += bytes;
  return result;
}

bool OldSpace::find_hole_in_current_block() {
  if (scan_from_ == scan_end_) return false;
  const size_t lines = static_cast<size_t>(scan_end_ - scan_from_) / kLineBytes;
  const uint8_t* marks = marks_at(scan_from_);
  const void* free_line = std::memchr(marks, 0, lines);
  if (free_line == nullptr) {
    scan_from_ = scan_end_;
    return false;
  }
  const size_t first = static_cast<size_t>(static_cast<const uint8_t*>(free_line) - marks);
  const void* marked_line = std::memchr(marks + first, 1, lines - first);
  const size_t end = marked_line ? static_cast<size_t>(static_cast<const uint8_t*>(marked_line) - marks) : lines;
  cursor_ = scan_from_ + first * kLineBytes;
  limit_ = scan_from_ + end * kLineBytes;
  scan_from_ = limit_;
  bytes_in_use_ += static_cast<size_t>(limit_ - cursor_);
  return true;
}

char* OldSpace::take_free_block() {
  if (free_blocks_.empty()) add_chunk();
  char* block = free_blocks_.back();
  free_blocks_.pop_back();
  char* chunk = chunk_of(block);
  header_of(chunk)->in_use[static_cast<size_t>(block - chunk) / kBlockBytes] = 1;
  bytes_in_use_ += kBlockBytes;
  return block;
}

void OldSpace::add_chunk() {
  char* memory = static_cast<char*>(map(kChunkBytes));
  if (chunk_of(memory) != memory) {
    munmap(memory, kChunkBytes);
    memory = static_cast<char*>(map(2 * kChunkBytes));
    char* aligned = chunk_of(memory + kChunkBytes - 1);
    if (aligned != memory) munmap(memory, static_cast<size_t>(aligned - memory));
    munmap(aligned + kChunkBytes, static_cast<size_t>(memory + kChunkBytes - aligned));
    memory = aligned;
  }
  if (bytes_mapped() >= kHugePagesFromBytes) madvise(memory, kChunkBytes, MADV_HUGEPAGE);
  chunks_.insert(std::upper_bound(chunks_.begin(), chunks_.end(), memory), memory);
  free_blocks_.reserve(chunks_.size() * kBlocksPerChunk);
  for (size_t index = kBlocksPerChunk - 1; index > 0; --index) free_blocks_.push_back(memory + index * kBlockBytes);
}

void OldSpace::clear_marks() {
  cursor_ = limit_ = scan_from_ = scan_end_ = overflow_cursor_ = overflow_limit_ = nullptr;
  for (char* chunk : chunks_)
    for (size_t index = 1; index < kBlocksPerChunk; ++index)
      if (header_of(chunk)->in_use[index]) std::memset(marks_at(chunk + index * kBlockBytes), 0, kLinesPerBlock);
}

void OldSpace::sweep() {
  free_blocks_.clear();
  recycled_blocks_.clear();
  bytes_in_use_ = 0;
  // Backwards, because both lists are taken from the back: allocation then goes upwards.
  for (size_t i = chunks_.size(); i-- > 0;) {
    char* chunk = chunks_[i];
    ChunkHeader* header = header_of(chunk);
    for (size_t index = kBlocksPerChunk - 1; index > 0; --index) {
      char* block = chunk + index * kBlockBytes;
      const size_t live_lines = header->in_use[index] ? count_marked(marks_at(block)) : 0;
      header->in_use[index] = live_lines != 0;
      bytes_in_use_ += live_lines * kLineBytes;
      if (live_lines == 0)
        free_blocks_.push_back(block);
      else if (kLinesPerBlock - live_lines >= kMinFreeLines)
        recycled_blocks_.push_back(block);
    }
  }
}

void OldSpace::release_free_chunks(size_t keep_bytes) {
  auto is_empty = [](char* chunk) {
    const ChunkHeader* header = header_of(chunk);
    return std::find(header->in_use, std::end(header->in_use), 1) == std::end(header->in_use);
  };
  size_t free_bytes = free_blocks_.size() * kBlockBytes;
  std::vector<char*> released;  // from the highest address down
  for (auto chunk = chunks_.rbegin(); chunk != chunks_.rend() && free_bytes >= keep_bytes + kChunkBytes; ++chunk) {
    if (!is_empty(*chunk)) continue;
    free_bytes -= kChunkBytes;
    released.push_back(*chunk);
  }
  if (released.empty()) return;
  auto is_released = [&](char* address) {
    return std::binary_search(released.rbegin(), released.rend(), chunk_of(address));
  };
  std::erase_if(free_blocks_, is_released);
  std::erase_if(chunks_, is_released);
  for (char* chunk : released) munmap(chunk, kChunkBytes);
}

bool OldSpace::contains(const void* address) const {
  char* chunk = chunk_of(address);
  if (!std::binary_search(chunks_.begin(), chunks_.end(), chunk)) return false;
  return header_of(chunk)->in_use[static_cast<size_t>(static_cast<const char*>(address) - chunk) / kBlockBytes] != 0;
}

}  // namespace norn
