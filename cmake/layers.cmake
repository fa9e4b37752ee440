# One library per line of src/layers.txt. A layer without sources yet is skipped.
# Layers see each other's headers through -I src; tools/check_layers is what enforces the edges.
set(norn_layer_libraries)
set(norn_no_exceptions -fno-exceptions -fno-rtti)

file(STRINGS src/layers.txt layer_lines REGEX "^[a-z]+:")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS src/layers.txt)

foreach(line IN LISTS layer_lines)
  string(REGEX MATCH "^[a-z]+" layer "${line}")
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS src/${layer}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "/(stage0_main|main)\\.cpp$")
  if(NOT sources)
    continue()
  endif()
  add_library(norn_${layer} STATIC ${sources})
  target_include_directories(norn_${layer} PUBLIC src include)
  if(layer STREQUAL "app")
    continue()  # src/app compiles with exceptions, for its libraries, and is linked into norn alone
  endif()
  target_compile_options(norn_${layer} PRIVATE ${norn_no_exceptions})
  list(PREPEND norn_layer_libraries norn_${layer})
endforeach()

# llhttp comes as C sources. Strict mode: a message that two parsers could read differently is refused.
find_path(norn_llhttp_include llhttp.h PATHS /usr/share/include/llhttp REQUIRED)
find_path(norn_llhttp_sources llhttp.c PATHS /usr/share/llhttp REQUIRED)
add_library(llhttp STATIC ${norn_llhttp_sources}/llhttp.c ${norn_llhttp_sources}/api.c ${norn_llhttp_sources}/http.c)
target_include_directories(llhttp SYSTEM PUBLIC ${norn_llhttp_include})
target_compile_definitions(llhttp PUBLIC LLHTTP_STRICT_MODE=1)
target_compile_options(llhttp PRIVATE -w)
if(TARGET norn_wire)
  target_link_libraries(norn_wire PUBLIC llhttp)
endif()

# Third-party code is linked statically so that norn is one file that starts fast.
set(CMAKE_FIND_LIBRARY_SUFFIXES .a)
set(norn_static_libraries)
foreach(name IN ITEMS uv_a gmp pcre2-8 utf8proc ssl crypto z zstd brotlienc brotlidec brotlicommon sqlite3 edit ncurses tinfo bsd md)
  find_library(NORN_LIBRARY_${name} NAMES ${name} REQUIRED)
  list(APPEND norn_static_libraries ${NORN_LIBRARY_${name}})
endforeach()
set(norn_system_libraries -Wl,--start-group ${norn_static_libraries} -Wl,--end-group -lpthread -ldl -lm)
