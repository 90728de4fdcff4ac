# SPDX-FileCopyrightText: 2026 The Palimpsest authors
# SPDX-License-Identifier: Apache-2.0

# With PALIMPSEST_PRECOMPILE, what nearly every file includes is read once: a third of the time of a clean build. Off by
# default, so that a build without it shows where an #include is missing (packaging/check builds both ways).
option(PALIMPSEST_PRECOMPILE "Precompile the headers of Qt and the standard library" OFF)

if(PALIMPSEST_PRECOMPILE)
    # A target whose macros or options differ falls back to the text of the headers; that is no reason to fail.
    set(CMAKE_PCH_WARN_INVALID OFF)
    file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/precompiled.cpp CONTENT "")

    add_library(precompiled_core OBJECT ${CMAKE_BINARY_DIR}/precompiled.cpp)
    target_link_libraries(precompiled_core PRIVATE project_options Qt6::Core)
    target_precompile_headers(precompiled_core PRIVATE
        <QByteArray> <QDateTime> <QHash> <QList> <QMap> <QObject> <QPointer> <QSet> <QString> <QStringList> <QTimer> <QUrl>
        <algorithm> <array> <chrono> <functional> <memory> <optional> <string> <utility> <variant> <vector>)

    add_library(precompiled_widgets OBJECT ${CMAKE_BINARY_DIR}/precompiled.cpp)
    target_link_libraries(precompiled_widgets PRIVATE project_options Qt6::Widgets)
    target_precompile_headers(precompiled_widgets PRIVATE
        <QAction> <QApplication> <QBoxLayout> <QByteArray> <QDateTime> <QDialog> <QHash> <QIcon> <QKeyEvent> <QLabel>
        <QLineEdit> <QList> <QLocale> <QMap> <QPainter> <QPalette> <QPointer> <QPushButton> <QSet> <QString> <QStringList>
        <QStyle> <QTextDocument> <QTimer> <QToolButton> <QTreeView> <QUrl> <QWidget>
        <algorithm> <array> <chrono> <functional> <memory> <optional> <string> <utility> <variant> <vector>)
    set_target_properties(precompiled_core precompiled_widgets PROPERTIES AUTOMOC OFF AUTOUIC OFF AUTORCC OFF)
endif()

# Every library and program of a folder tree takes `precompiled`.
function(palimpsest_precompile_folder folder precompiled)
    if(NOT PALIMPSEST_PRECOMPILE)
        return()
    endif()
    get_property(targets DIRECTORY ${folder} PROPERTY BUILDSYSTEM_TARGETS)
    foreach(target IN LISTS targets)
        get_target_property(type ${target} TYPE)
        if(type MATCHES "EXECUTABLE|STATIC_LIBRARY|OBJECT_LIBRARY")
            target_precompile_headers(${target} REUSE_FROM ${precompiled})
        endif()
    endforeach()
    get_property(below DIRECTORY ${folder} PROPERTY SUBDIRECTORIES)
    foreach(next IN LISTS below)
        palimpsest_precompile_folder(${next} ${precompiled})
    endforeach()
endfunction()
