// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QPushButton;
class QToolButton;

namespace widgets {
class PlainLabel;
}

namespace panels {

//! What *Line Origin* says under the text: of the line where the cursor is, and how much was read for it.
struct OriginBarState
{
    QString line = {};     //!< "Line 12: came in with v3, 18 May 2026 17:34:26"
    QString details = {};  //!< of the line; whole sentences
    QString coverage = {}; //!< "Texts of 12 of 12 versions were read."
    bool canGo = false;    //!< to the change of the line
    bool running = false;
    bool canGoOn = false;  //!< after a stop
    bool canLookElsewhere = false;
    bool canShowElsewhere = false; //!< where the line stood before, in another entry

    friend bool operator==(const OriginBarState &, const OriginBarState &) = default;
};

class OriginBar : public QWidget
{
    Q_OBJECT
public:
    explicit OriginBar(QWidget *parent = nullptr);

    void setState(const OriginBarState &state);
    [[nodiscard]] const OriginBarState &state() const { return m_state; }

signals:
    void goRequested();
    void stopRequested();
    void goOnRequested();
    void elsewhereRequested();
    void showElsewhereRequested();
    void closeRequested();

private:
    OriginBarState m_state;
    widgets::PlainLabel *m_line;
    widgets::PlainLabel *m_coverage;
    QPushButton *m_go;
    QPushButton *m_stop;
    QPushButton *m_goOn;
    QPushButton *m_elsewhere;
    QPushButton *m_showElsewhere;
    QToolButton *m_close;
};

} // namespace panels
